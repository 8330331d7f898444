import { counts } from './encounter.js';
import type { Event } from './events.js';
import { isUnresolved } from './identity.js';
import type { Origin } from './read-files.js';
import { isBackground } from './tools.js';
import { feedKey, inPeriod, type Window } from './windows.js';
import type { World } from './world.js';

export interface FeedCoverage extends Origin {
  read: number;
  kept: number;
  duplicates: number;
  quarantined: number;
  counted: boolean;
}

export interface Coverage {
  feeds: FeedCoverage[];
  encounters: number;
  clinicianEvents: number;
  systemEvents: number;
  otherEvents: number;
  backgroundEvents: number;
  toUncounted: number;
  attribution: { explicit: number; period: number; nearby: number; none: number };
  unmappedShare: number | null;
  resolved: { user: number | null; patient: number | null; encounter: number | null };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** "`feeds` counts AuditEvents and delimited rows as read"; "coverage shows the others as not counted". */
function feedsOf(world: World): FeedCoverage[] {
  const { intake, burdenFeeds, auditWindows } = world;
  const all = new Map([...intake.read, ...intake.quarantined].map((origin) => [feedKey(origin), origin]));
  return [...all].map(([key, { server, feed }]) => {
    const count = (list: Origin[]) => list.filter((origin) => feedKey(origin) === key).length;
    return {
      server,
      feed,
      read: count(intake.read),
      kept: count(intake.kept),
      duplicates: count(intake.duplicates),
      quarantined: count(intake.quarantined),
      counted: !auditWindows.has(key) || burdenFeeds.get(server) === key,
    };
  });
}

/** "the share of clinician rows in the period whose id is not one of `?…=`"; of those that have such an id. */
function resolvedShare(ids: (string | null)[]): number | null {
  const known = ids.filter((id) => id !== null);
  return share(known.filter((id) => !isUnresolved(id)).length, known.length);
}

/** "Coverage counts the kept audit rows whose instant is in the period, by kind (background is a part of its kind);
 * `attribution` splits the clinician ones that are not background". */
export function coverageOf(
  world: World,
  events: Event[],
  about: { period: Window | null; encounters: number },
): Coverage {
  const { site, tools } = world;
  const rows = world.audit.filter(({ recorded }) => inPeriod(recorded, about.period, site));
  const clinician = rows.filter(({ kind }) => kind === 'clinician');
  const within = events.filter(({ row }) => inPeriod(row.recorded, about.period, site));
  const by = (method: string) => within.filter(({ attributed }) => attributed.method === method).length;
  const uncounted = world.encounters.filter((encounter) => !counts(encounter)).map(({ id }) => id);
  return {
    feeds: feedsOf(world),
    encounters: about.encounters,
    clinicianEvents: clinician.length,
    systemEvents: rows.filter(({ kind }) => kind === 'system').length,
    otherEvents: rows.filter(({ kind }) => kind !== 'system' && kind !== 'clinician').length,
    backgroundEvents: rows.filter((row) => isBackground(row, tools)).length,
    // "Rows that name an encounter that does not count are in coverage (`toUncounted`)."
    toUncounted: within.filter(({ attributed }) => uncounted.includes(attributed.encounter ?? '')).length,
    attribution: {
      explicit: by('explicit'),
      period: by('period'),
      nearby: by('nearby'),
      none: by('none'),
    },
    unmappedShare: share(within.filter(({ tool }) => tool === null).length, within.length),
    resolved: {
      user: resolvedShare(clinician.map(({ user }) => user)),
      patient: resolvedShare(clinician.map(({ patient }) => patient)),
      encounter: resolvedShare(clinician.map(({ encounter }) => encounter)),
    },
  };
}
