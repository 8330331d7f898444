import { CUTOFFS, type Cutoff, type Event } from '../../events.js';
import { type Rational, rational } from '../../rational.js';
import { inPeriod } from '../../windows.js';
import type { Workload } from '../workload-world.js';

export const ZERO = rational(0n);
export const ONE = rational(1n);
export const VARIANTS = CUTOFFS.map((cutoff) => ({ cutoff, name: String(cutoff) }));

/** Clinicians' rows of the period, attributed or not, that are neither background nor our own app's. */
export function workOf({ events, period, world }: Workload): Event[] {
  return events.filter(({ row, isOwn }) => !isOwn && inPeriod(row.recorded, period, world.site));
}

/** Who and what stands behind a row's figures; of encounters those that count. */
export function whoOf({ row, attributed }: Event, { uncounted }: Workload) {
  const { encounter } = attributed;
  const counted = encounter !== null && !uncounted.has(encounter);
  return { user: row.user, patient: row.patient, encounter: counted ? encounter : null };
}

export function hours(event: Event, cutoff: Cutoff): Rational {
  const { n, d } = event.credit[cutoff];
  return rational(n, d * 3_600_000_000n);
}
