import { compareBytes } from '../../bytes.js';
import type { Event } from '../../events.js';
import { groupBy } from '../../group.js';
import { SECOND } from '../../instants.js';
import { rational } from '../../rational.js';
import { type Line, line } from '../line.js';
import type { Workload } from '../workload-world.js';
import { hours, VARIANTS, whoOf, workOf, ZERO } from './work.js';

/** Each row with the one that follows it among its clinician's rows that name a patient: "rows without a patient and our own
 * app's left out; at one instant by event id". */
function followers(events: Event[]): Map<Event, Event> {
  const next = new Map<Event, Event>();
  const named = events.filter(({ row, isOwn }) => !isOwn && row.user !== null && row.patient !== null);
  for (const own of groupBy(named, ({ row }) => row.user!).values()) {
    const ordered = [...own].sort((a, b) =>
      a.row.recorded === b.row.recorded
        ? compareBytes(a.row.eventId, b.row.eventId)
        : a.row.recorded < b.row.recorded
          ? -1
          : 1,
    );
    for (const [i, event] of ordered.slice(1).entries()) next.set(ordered[i]!, event);
  }
  return next;
}

/** "changes of patient ÷ active hours": the second row "names another and comes at most the idle cutoff later; it belongs to
 * the first row" */
export function attentionSwitching(of: Workload): Line[] {
  const next = followers(of.events);
  return VARIANTS.map(({ cutoff, name }) => {
    const changes = (event: Event) => {
      const after = next.get(event);
      if (!after || after.row.patient === event.row.patient) return false;
      return after.row.recorded - event.row.recorded <= BigInt(cutoff) * SECOND;
    };
    const parts = workOf(of).map((event) => ({
      ...whoOf(event, of),
      numerator: changes(event) ? rational(1n) : ZERO,
      denominator: hours(event, cutoff),
    }));
    return line(
      { measure: 'attention-switching', family: 'rate', counts: ['encounters', 'patients'] },
      parts,
      {},
      name,
    );
  });
}
