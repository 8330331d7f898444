import { type Line, line, valuesOf } from '../line.js';
import type { Workload } from '../workload-world.js';
import { hours, VARIANTS, whoOf, workOf, ZERO } from './work.js';

/** "active time in the activity ÷ active time" */
export function activityShare(of: Workload): Line[] {
  const events = workOf(of);
  return VARIANTS.flatMap(({ cutoff, name }) =>
    valuesOf(events, ({ activity }) => activity).map((activity) => {
      const parts = events.map((event) => ({
        ...whoOf(event, of),
        numerator: event.activity === activity ? hours(event, cutoff) : ZERO,
        denominator: hours(event, cutoff),
      }));
      return line(
        { measure: 'activity-share', family: 'share', counts: ['encounters', 'patients'] },
        parts,
        { activity },
        name,
      );
    }),
  );
}
