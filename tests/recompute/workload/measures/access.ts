import type { Event } from '../../events.js';
import { type Micros, siteDay } from '../../instants.js';
import { type Rational, rational } from '../../rational.js';
import { inPeriod } from '../../windows.js';
import { cut, type Line, line, type Part } from '../line.js';
import type { Membership } from '../links.js';
import type { Workload } from '../workload-world.js';
import { ofEncounter } from './per-encounter.js';
import { ONE, whoOf, ZERO } from './work.js';

/** "a clinician's logged action in the period that names a patient, our own app's too" */
export function accesses({ events, period, world }: Workload): Event[] {
  return events.filter(({ row }) => row.patient !== null && inPeriod(row.recorded, period, world.site));
}

/** "is on a care team of theirs on that site day (no start or end: open)"; an end at 24:00 is on no next day, and who left
 * before coming was never there. */
function onDay(at: Micros, { started, ended }: Membership, zone: string): boolean {
  const day = siteDay(at, zone);
  if (started !== null && ended !== null && ended < started) return false;
  if (started !== null && siteDay(started, zone) > day) return false;
  if (ended === null || ended === started) return ended === null || siteDay(ended, zone) >= day;
  return siteDay(ended - 1n, zone) >= day;
}

/** "it is attributed to an encounter; or that clinician has an appointment with that patient (any but entered in error) or
 * placed or contributed to an order for them, at any time; or is on a care team of theirs on that site day" */
export function isExplained({ row, attributed }: Event, of: Workload): boolean {
  if (attributed.encounter !== null) return true;
  const { user, patient } = row;
  const met = (link: { user: string | null; patient: string | null }) =>
    user !== null && link.user === user && link.patient === patient;
  return (
    of.appointments.some((each) => each.status !== 'entered-in-error' && met(each)) ||
    of.orders.some(met) ||
    of.teams.some((team) => met(team) && onDay(row.recorded, team, of.world.site.dayZone))
  );
}

/** "a row whose purposes hold BTG (v3 ActReason), or whose subtype is DICOM 110127" */
function breaksGlass({ row }: Event): boolean {
  return row.purposes.includes('BTG') || row.subtypes.includes('110127');
}

function lines(
  of: Workload,
  asked: {
    measure: string;
    family: 'share' | 'rate';
    each: Rational;
    by: Record<string, (event: Event) => string>;
  },
  holds: (event: Event) => boolean,
): Line[] {
  const all = accesses(of);
  const parts = (some: Event[]): Part[] =>
    some.map((event) => ({
      ...whoOf(event, of),
      numerator: holds(event) ? ONE : ZERO,
      denominator: asked.each,
    }));
  const measured = { ...asked, counts: ['encounters' as const, 'patients' as const] };
  return cut(all, { tool: ({ tool }) => tool, ...asked.by }).map(({ by, some }) =>
    line(measured, parts(some), by, null),
  );
}

export function accessMeasures(of: Workload): Line[] {
  const by = { class: ofEncounter('class', of), specialty: ofEncounter('specialty', of) };
  return [
    ...lines(
      of,
      { measure: 'unexplained-access', family: 'share', each: ONE, by: {} },
      (event) => !isExplained(event, of),
    ),
    ...lines(of, { measure: 'break-glass-rate', family: 'rate', each: rational(1n, 1000n), by }, breaksGlass),
  ];
}
