import type { Episode } from './episodes.js';
import type { Event } from './events.js';
import { HOUR, siteDay } from './instants.js';
import { type Cluster, estimate, type Family } from './interval.js';
import type { By, Measurement, Measures } from './measurement.js';
import { rational } from './rational.js';
import { alertEntry } from './tables.js';
import { hull, type Window } from './windows.js';
import type { World } from './world.js';

const ONE = rational(1n);
const NOUGHT = rational(0n);

type Holds = (episode: Episode) => boolean;

function ratio(episodes: Episode[], by: By, inNumerator: Holds, inDenominator: Holds): Measurement {
  const parts: Cluster[] = episodes.filter(inDenominator).map((episode) => ({
    id: episode.first.user,
    numerator: inNumerator(episode) ? ONE : NOUGHT,
    denominator: ONE,
  }));
  return { by, ...estimate(parts, 'share') };
}

/** An alert's tool is the one that alerts.yaml gives its key. */
function toolOf(episode: Episode, world: World): string | null {
  return alertEntry(episode.first.key, world.entries)?.tool ?? null;
}

function groups(episodes: Episode[], world: World): { by: By; own: Episode[] }[] {
  const tools = [...new Set(episodes.flatMap((episode) => toolOf(episode, world) ?? []))].sort();
  return [
    { by: {}, own: episodes },
    ...tools.map((tool) => ({ by: { tool }, own: episodes.filter((each) => toolOf(each, world) === tool) })),
  ];
}

/** "alerts whose same key and patient fired before, to the same clinician, within 24 h" */
function isRepeat(episode: Episode, all: Episode[]): boolean {
  const { key, user, patient, shown } = episode.first;
  if (key === null || user === null || patient === null) return false;
  const before = all
    .slice(0, all.indexOf(episode))
    .filter(({ first }) => first.key === key && first.user === user && first.patient === patient)
    .flatMap(({ firings }) => firings);
  return before.some((firing) => firing.shown <= shown && shown - firing.shown <= 24n * HOUR);
}

/** "response instant − shown instant (s)"; "dwell time uses only `shown`" */
function dwellSeconds(episode: Episode): number[] {
  const { answer } = episode;
  // An answer from before the firing that it answers is none to that firing (decisions.md 53).
  if (!answer?.timed || answer.alert.seen !== 'shown' || answer.at < answer.alert.shown) return [];
  return [Number(answer.at - answer.alert.shown) / 1e6];
}

function median(values: number[]): number | null {
  const ordered = [...values].sort((a, b) => a - b);
  if (ordered.length === 0) return null;
  return (ordered[Math.floor((ordered.length - 1) / 2)]! + ordered[Math.floor(ordered.length / 2)]!) / 2;
}

/** The interval of a median is a seeded bootstrap, which a second program cannot repeat: none here. */
function dwell(episodes: Episode[], by: By): Measurement {
  const timed = episodes.filter((episode) => dwellSeconds(episode).length > 0);
  const values = timed.flatMap(dwellSeconds);
  const users = new Set(timed.map(({ first }) => first.user));
  return {
    by,
    numerator: values.filter((value) => value < 3).length,
    denominator: values.length,
    value: median(values),
    k: users.size,
    clinicians: [...users].filter((user) => user !== null).length,
    interval: null,
  };
}

/** The days that the logs cover which count as burden. */
function auditDays({ burdenFeeds, auditWindows }: World): Window | null {
  return hull([...burdenFeeds.values()].flatMap((key) => auditWindows.get(key) ?? []));
}

/** Alerts of a clinician over the site days on which that clinician had a logged action, both of days that both feeds cover
 * (readings.md, 19; decisions.md 50). */
function perClinicianDay(episodes: Episode[], events: Event[], world: World): Measurement {
  const audited = auditDays(world);
  const counted = episodes.filter(({ first }) => {
    const day = siteDay(first.shown, world.site.dayZone);
    return audited !== null && audited.from <= day && day <= audited.to;
  });
  const days = new Map(
    events.flatMap(({ row }) => {
      const day = siteDay(row.recorded, world.site.dayZone);
      // A day without an alert feed is no day without alerts ("empty, never 0").
      const covered = world.alertWindow && day >= world.alertWindow.from && day <= world.alertWindow.to;
      return row.user === null || !covered ? [] : [[`${row.user} ${day}`, row.user] as const];
    }),
  );
  const parts: Cluster[] = [
    ...[...days.values()].map((id) => ({ id, numerator: NOUGHT, denominator: ONE })),
    ...counted.map(({ first }) => ({ id: first.user, numerator: ONE, denominator: NOUGHT })),
  ];
  return { by: {}, ...estimate(parts, 'rate' satisfies Family) };
}

const always: Holds = () => true;
const answered =
  (response: string): Holds =>
  (episode) =>
    episode.answer?.response === response;
const hasAnswer: Holds = ({ answer }) => answer !== null;
const isInterruptive: Holds = ({ interruptive }) => interruptive === true;
const isKnown: Holds = ({ interruptive }) => interruptive !== null;

/** `all` are the episodes of every period, for repeats; `episodes` those whose instant is in it. */
export function alertMeasures(
  world: World,
  { all, episodes, events }: { all: Episode[]; episodes: Episode[]; events: Event[] },
): Measures {
  const each = (inNumerator: Holds, inDenominator: Holds) =>
    groups(episodes, world).map(({ by, own }) => ratio(own, by, inNumerator, inDenominator));
  return {
    'alerts-per-clinician-day': [perClinicianDay(episodes, events, world)],
    'acted-on-share': each(answered('accepted'), always),
    'override-rate': each(answered('overridden'), hasAnswer),
    'response-coverage': each(hasAnswer, always),
    'interruptive-share': each(isInterruptive, isKnown),
    'repeat-share': each((episode) => isRepeat(episode, all), always),
    'dwell-time': groups(episodes, world).map(({ by, own }) => dwell(own, by)),
  };
}
