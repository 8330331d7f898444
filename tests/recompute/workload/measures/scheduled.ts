import type { Event } from '../../events.js';
import { endOfDay, type Micros, startOfDay } from '../../instants.js';
import { rational } from '../../rational.js';
import { type Line, line, type Part } from '../line.js';
import { isPerson } from '../people.js';
import { isKept } from '../schedule.js';
import type { Workload } from '../workload-world.js';
import { hours, VARIANTS, workOf, ZERO } from './work.js';

interface Span {
  from: Micros;
  to: Micros;
}

/** "appointments with a start and a later end, not cancelled, no-show or entered in error" of one clinician. */
function spansOf(user: string, { appointments }: Workload): Span[] {
  return appointments.flatMap((each) => {
    const { started, ended } = each;
    if (each.user !== user || !isKept(each) || started === null || ended === null || ended <= started)
      return [];
    return [{ from: started, to: ended }];
  });
}

/** "cut to the site days of the period that the audit feeds' windows cover" */
function boundsOf({ period, covered, world }: Workload): Span | null {
  if (period === null || covered === null) return null;
  const from = [period.from, covered.from].sort().at(-1)!;
  const to = [period.to, covered.to].sort()[0]!;
  return { from: startOfDay(from, world.site.dayZone), to: endOfDay(to, world.site.dayZone) };
}

/** Microseconds of the union, found instant by instant: between two neighbouring edges all is inside or all is outside. */
function unionOf(spans: Span[], bounds: Span): Micros {
  const edges = [...spans.flatMap(({ from, to }) => [from, to]), bounds.from, bounds.to]
    .filter((at) => bounds.from <= at && at <= bounds.to)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return edges.slice(1).reduce((total, to, i) => {
    const from = edges[i]!;
    return spans.some((span) => span.from <= from && to <= span.to) ? total + (to - from) : total;
  }, 0n);
}

/** By clinician, only those who have some. */
function scheduledOf(of: Workload): Map<string, Micros> {
  const bounds = boundsOf(of);
  if (bounds === null) return new Map();
  const users = [...new Set(of.appointments.flatMap(({ user }) => user ?? []))].filter((user) =>
    isPerson(user, of.world),
  );
  return new Map(
    users
      .map((user): [string, Micros] => [user, unionOf(spansOf(user, of), bounds)])
      .filter(([, micros]) => micros > 0n),
  );
}

/** "from an appointment's start, included, to its end, excluded" */
function isScheduled(event: Event, spans: Span[]): boolean {
  return spans.some(({ from, to }) => from <= event.row.recorded && event.row.recorded < to);
}

/** Hours of the clinicians who have scheduled time, in units of 8 scheduled hours. */
function time8(of: Workload, measure: string, counts: (event: Event, spans: Span[]) => boolean): Line[] {
  const scheduled = scheduledOf(of);
  const spans = new Map([...scheduled.keys()].map((user) => [user, spansOf(user, of)]));
  const work = workOf(of).filter(({ row }) => row.user !== null && scheduled.has(row.user));
  return VARIANTS.map(({ cutoff, name }) => {
    const parts: Part[] = [
      ...[...scheduled].map(([user, micros]) => ({
        user,
        numerator: ZERO,
        denominator: rational(micros, 8n * 3_600_000_000n),
      })),
      ...work.map((event) => ({
        user: event.row.user,
        numerator: counts(event, spans.get(event.row.user!)!) ? hours(event, cutoff) : ZERO,
        denominator: ZERO,
      })),
    ];
    return line({ measure, family: 'rate', counts: [] }, parts, {}, name);
  });
}

export function scheduledMeasures(of: Workload): Line[] {
  const activity = (id: string) => (event: Event) => event.activity === id;
  return [
    ...time8(of, 'ehr-time8', () => true),
    ...time8(of, 'wow8', (event, spans) => !isScheduled(event, spans)),
    ...time8(of, 'note-time8', activity('documentation')),
    ...time8(of, 'inbox-time8', activity('inbox')),
    ...time8(of, 'order-time8', activity('ordering')),
  ];
}
