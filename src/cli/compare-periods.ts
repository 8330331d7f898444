import type { Comparison } from '../comparison.js';
import type { Dimension, MeasureDefinition } from '../measures/measure.js';
import { loadMeasures } from '../measures/registry.js';
import { weekly } from '../measures/weekly.js';
import { compareReadings, type PeriodRead } from '../rules/change/compare.js';
import { refuseOverlap } from '../rules/change/overlap.js';
import { readPeriod } from '../rules/change/read-period.js';
import { CAUTION } from '../rules/change/says.js';
import { isInternal } from '../rules/limits.js';
import { wallClock } from '../store/derived/time.js';
import { version } from '../version.js';
import { inputsOf } from './compare-inputs.js';
import { measurePeriod } from './compare-period.js';
import type { CommonOptions, Days } from './options.js';
import { type Session, withSession } from './session.js';

export interface TwoPeriods {
  before: Days;
  after: Days;
  by: Dimension | null;
}

/** Two periods of one store, or of the paths. Throws Fault `overlapping-periods`, and as every command that reads. */
export async function comparePeriods(
  paths: string[],
  options: CommonOptions,
  { before, after, by }: TwoPeriods,
): Promise<Comparison> {
  refuseOverlap(before, after, '--before', '--after');
  const definitions = loadMeasures();
  return withSession({ paths, options }, async (session) => {
    const { site } = session;
    const notices = [...(session.imported?.notices ?? [])];
    const read = async (days: Days, name: string): Promise<PeriodRead> => {
      const found = await readOne(session, { options, definitions, days, name, by });
      notices.push(...found.notices);
      return found;
    };
    // One after the other: the engine holds one period at a time.
    const was = await read(before, 'the period before');
    const is = await read(after, 'the period after');
    const { timeZone, minClinicians } = site;
    if (timeZone === null)
      notices.unshift(
        'No time zone was given: days are UTC days, and nothing that needs the wall clock was measured.',
      );
    return {
      schema: 1,
      kind: 'comparison',
      generator: { name: 'mission-audit', version: version() },
      inputs: inputsOf(session.store, options, definitions),
      caution: CAUTION,
      before: { ...before, timeZone },
      after: { ...after, timeZone },
      paired: true,
      ...compareReadings({ before: was, after: is, minClinicians }),
      notices: [...new Set(notices)],
      internal: isInternal(minClinicians),
    };
  });
}

interface One {
  options: CommonOptions;
  definitions: readonly MeasureDefinition[];
  days: Days;
  name: string;
  by: Dimension | null;
}

async function readOne(session: Session, { options, definitions, days, name, by }: One) {
  const { engine, site } = session;
  const { evaluate, unmappedShare, notices } = await measurePeriod(session, {
    options,
    definitions,
    period: days,
    name,
  });
  const clock = wallClock(site);
  const readings = await readPeriod({
    evaluate,
    weekly: (definition) => weekly(engine, definition, clock),
    definitions,
    by,
    minClinicians: site.minClinicians,
    onError: (measure, error) => process.stderr.write(`${measure}: ${(error as Error).message}\n`),
  });
  return { days, readings, unmappedShare, notices };
}
