import type { Charts } from '../result.js';
import type { Engine } from '../store/engine.js';
import { distributionsOf } from './distributions.js';
import { hourOfWeek } from './hour-of-week.js';

interface Drawn {
  minClinicians: number;
  timeZone: string | null;
  /** Site days, both included. */
  period: { from: string; to: string } | null;
}

/** What the report draws. */
export async function chartsOf(engine: Engine, { minClinicians, timeZone, period }: Drawn): Promise<Charts> {
  return {
    distributions: await distributionsOf(engine, minClinicians),
    hourOfWeek:
      timeZone === null || period === null ? [] : await hourOfWeek(engine, { minClinicians, period }),
  };
}
