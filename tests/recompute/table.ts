import type { Case } from './cases.js';
import type { Episode } from './episodes.js';
import type { Attributing, Event } from './events.js';
import { printInstant } from './instants.js';
import { rational, sum, toSixDecimals } from './rational.js';
import type { Interval } from './tables.js';
import { covers, hull, type Window } from './windows.js';
import type { World } from './world.js';

type Figure = number | null;

/** One row of the table; null is an empty cell. */
export interface Row {
  encounter_id: string;
  patient_id: string | null;
  class: string | null;
  started: string | null;
  ended: string | null;
  clinicians: Figure;
  logged_actions: Figure;
  interactions: Figure;
  clicks: Figure;
  ehr_active_seconds: Figure;
  after_hours_seconds: Figure;
  tools: Figure;
  alerts: Figure;
  alert_firings: Figure;
  interruptive_alerts: Figure;
  alerts_accepted: Figure;
  alerts_overridden: Figure;
  alerts_unanswered: Figure;
  explicit: Figure;
  period: Figure;
  nearby: Figure;
}

function distinct(values: (string | null)[]): number {
  return new Set(values.filter((value) => value !== null)).size;
}

export function seconds(events: Event[]): number {
  return toSixDecimals(sum(events.map(({ credit }) => rational(credit[300].n, credit[300].d * 1_000_000n))));
}

/** The window of the audit feed that an encounter's figures come from: its server's (readings.md, 3). */
export function auditWindow(encounter: Case, world: World): Window | null {
  const keys =
    encounter.server === null ? [...world.burdenFeeds.values()] : [world.burdenFeeds.get(encounter.server)];
  return hull(keys.flatMap((key) => world.auditWindows.get(key ?? '') ?? []));
}

function auditFigures(encounter: Case, world: World) {
  const { events } = encounter;
  const by = (method: string) => events.filter((event) => event.attributed.method === method).length;
  const inside = covers(auditWindow(encounter, world), encounter.begins, encounter.ends, world.site);
  const figure = (value: number): Figure => (inside ? value : null);
  return {
    clinicians: figure(distinct(events.map(({ row }) => row.user))),
    logged_actions: figure(events.length),
    interactions: figure(events.filter(({ startsRun }) => startsRun).length),
    ehr_active_seconds: figure(seconds(events)),
    // "Without a time zone every measure that needs the wall clock is \"cannot tell\"."
    after_hours_seconds:
      world.site.timeZone === null ? null : figure(seconds(events.filter(({ afterHours }) => afterHours))),
    tools: figure(distinct(events.map(({ tool }) => tool))),
    explicit: figure(by('explicit')),
    period: figure(by('period')),
    nearby: figure(by('nearby')),
  };
}

/** "clicks + keyboard activations of `whole-ehr` telemetry; empty where none covers it" */
function clicksOf(encounter: Case, intervals: Attributing<Interval>[], world: World): Figure {
  const own = intervals.filter(
    ({ what, attributed }) => what.scope === 'whole-ehr' && attributed.encounter === encounter.id,
  );
  if (own.length === 0 || !covers(world.intervalWindow, encounter.begins, encounter.ends, world.site))
    return null;
  return own.reduce((total, { what }) => total + what.clicks, 0);
}

function alertFigures(encounter: Case, all: Attributing<Episode>[], world: World) {
  const episodes = all
    .filter(({ attributed }) => attributed.encounter === encounter.id)
    .map(({ what }) => what);
  const answered = (response: string) =>
    episodes.filter(({ answer }) => answer?.response === response).length;
  const unknown = episodes.some(({ interruptive }) => interruptive === null);
  const inside = covers(world.alertWindow, encounter.begins, encounter.ends, world.site);
  const figure = (value: number): Figure => (inside ? value : null);
  return {
    alerts: figure(episodes.length),
    alert_firings: figure(episodes.flatMap(({ firings }) => firings).length),
    interruptive_alerts: unknown ? null : figure(episodes.filter(({ interruptive }) => interruptive).length),
    alerts_accepted: figure(answered('accepted')),
    alerts_overridden: figure(answered('overridden')),
    alerts_unanswered: figure(episodes.filter(({ answer }) => answer === null).length),
  };
}

export function tableRow(
  encounter: Case,
  intervals: Attributing<Interval>[],
  episodes: Attributing<Episode>[],
  world: World,
): Row {
  const {
    clinicians,
    logged_actions,
    interactions,
    ehr_active_seconds,
    after_hours_seconds,
    tools,
    ...methods
  } = auditFigures(encounter, world);
  return {
    encounter_id: encounter.id,
    patient_id: encounter.patient,
    class: encounter.class,
    started: printInstant(encounter.started),
    ended: printInstant(encounter.ended),
    clinicians,
    logged_actions,
    interactions,
    clicks: clicksOf(encounter, intervals, world),
    ehr_active_seconds,
    after_hours_seconds,
    tools,
    ...alertFigures(encounter, episodes, world),
    ...methods,
  };
}
