import { chartsOf } from '../measures/charts.js';
import { type CoverageInput, coverageOf } from '../measures/coverage.js';
import { createEvaluate } from '../measures/evaluate.js';
import type { MeasureDefinition } from '../measures/measure.js';
import { missingNeeds, missingTables } from '../measures/missing.js';
import type { AuditResult, ToolResult } from '../result.js';
import { judge } from './judge.js';
import { ledger } from './ledger.js';
import type { RuleSet } from './rule-set.js';
import type { Waiver } from './waivers.js';

export interface AuditInput extends CoverageInput {
  definitions: readonly MeasureDefinition[];
  rules: RuleSet;
  waivers: readonly Waiver[];
  tools: Pick<ToolResult, 'tool' | 'title' | 'category'>[];
  minClinicians: number;
  /** Hashes of what the result rests on: rules, tools, alerts, site, store. */
  inputs: Record<string, string>;
  version: string;
  now: Date;
  onError?: (about: string, error: unknown) => void;
}

/** Groups smaller than this are lowered only by a site for its own eyes. */
const PUBLISHED_MINIMUM = 5;

/** Measures and judges everything: the result that every report is drawn from. */
export async function audit(input: AuditInput): Promise<AuditResult> {
  const { engine, definitions, rules, derived, timeZone, minClinicians } = input;
  const missing = await missingNeeds(engine, timeZone);
  const coverage = await coverageOf(input);
  const judgement = await judge(rules, {
    evaluate: createEvaluate({ engine, definitions, missing }),
    definitions,
    waivers: input.waivers,
    minClinicians,
    unmappedShare: coverage.unmappedShare,
    now: input.now,
    ...(input.onError ? { onError: input.onError } : {}),
  });
  const { findings, questions, measurements, waivers, summary, notices } = judgement;
  return {
    schema: 1,
    generator: { name: 'mission-audit', version: input.version },
    inputs: input.inputs,
    period: { from: derived.period?.from ?? null, to: derived.period?.to ?? null, timeZone },
    coverage: {
      ...coverage,
      missing: missingTables(missing, definitions),
      notices: [...coverage.notices, ...notices],
    },
    measurements,
    findings,
    questions,
    tools: ledger(rules, findings, input.tools),
    charts: await chartsOf(engine, { minClinicians, timeZone }),
    waivers,
    internal: minClinicians < PUBLISHED_MINIMUM,
    summary,
  };
}
