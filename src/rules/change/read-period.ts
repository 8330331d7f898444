import {
  comparesStrata,
  type Dimension,
  type Evaluate,
  type MeasureCell,
  type MeasureDefinition,
} from '../../measures/measure.js';
import { createEvaluations, type Evaluation } from '../evaluations.js';

/** What one measure is in one period: the whole site, or one value after another of a dimension. */
export interface Reading {
  definition: MeasureDefinition;
  by: Dimension | null;
  /** null where it could not be computed. */
  evaluation: Evaluation | null;
  /** The whole site's, of measures whose rows have an instant; else null. */
  weeks: { monday: string; cell: MeasureCell }[] | null;
}

interface Period {
  evaluate: Evaluate;
  weekly: (definition: MeasureDefinition) => Promise<Reading['weeks']>;
  definitions: readonly MeasureDefinition[];
  by: Dimension | null;
  minClinicians: number;
  onError?: (measure: string, error: unknown) => void;
}

/** Reads all of one period, before the engine takes another. */
export async function readPeriod(period: Period): Promise<Reading[]> {
  const { definitions, by, weekly, onError } = period;
  const read = createEvaluations(period);
  const readings: Reading[] = [];
  // Strata are compared where a rule asks for it.
  for (const definition of definitions.filter((one) => !comparesStrata(one))) {
    const tables = [null, ...(by && definition.by.includes(by) ? [by] : [])];
    for (const table of tables) {
      try {
        const evaluation = await read({ measure: definition.id, ...(table ? { by: table } : {}) });
        const weeks =
          table === null && evaluation.missing === null
            ? await weekly(definition).catch((error: unknown) => {
                onError?.(definition.id, error);
                return null;
              })
            : null;
        readings.push({ definition, by: table, evaluation, weeks });
      } catch (error) {
        // Its own words may quote a row: they go to the log.
        onError?.(definition.id, error);
        readings.push({ definition, by: table, evaluation: null, weeks: null });
      }
    }
  }
  return readings;
}
