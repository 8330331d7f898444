import type { Derived } from '../store/derived/build.js';
import type { Engine } from '../store/engine.js';
import { chartsOf } from './charts.js';
import { coverageOf } from './coverage.js';
import { createEvaluate } from './evaluate.js';
import type { Evaluate, MeasureDefinition } from './measure.js';
import type { Measured } from './measured.js';
import { missingNeeds } from './missing.js';

export interface StoreToMeasure {
  engine: Engine;
  /** The engine holds the derived tables (store/derived). */
  derived: Derived;
  store: string;
  definitions: readonly MeasureDefinition[];
  timeZone: string | null;
  minClinicians: number;
}

/** All but the measures themselves, which are evaluated as rules and reports ask for them. */
export async function measureStore(
  input: StoreToMeasure,
): Promise<{ measured: Measured; evaluate: Evaluate }> {
  const { engine, derived, store, definitions, timeZone, minClinicians } = input;
  const missing = await missingNeeds(engine, timeZone);
  const measured: Measured = {
    period: { from: derived.period?.from ?? null, to: derived.period?.to ?? null, timeZone },
    coverage: await coverageOf({ engine, store, derived, timeZone }),
    missing: [...missing],
    charts: await chartsOf(engine, { minClinicians, timeZone, period: derived.period }),
    evaluations: {},
  };
  return { measured, evaluate: createEvaluate({ engine, definitions, missing }) };
}
