import { Fault } from '../../fault.js';
import { ChartProblem } from './chart-problem.js';
import type { ChartContext } from './routes.js';

/** Stores what a person sent; where that cannot be done they are told so, and nothing was acknowledged. */
export function writtenDown<T>(context: ChartContext, { log, store }: { log: string; store: () => T }): T {
  try {
    return store();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    context.log(log, { code: error.code });
    throw new ChartProblem(
      'not-stored',
      503,
      'Not stored',
      'It could not be written down here. Please try again, or tell your informatics team another way.',
    );
  }
}
