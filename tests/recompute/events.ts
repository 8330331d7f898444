import { creditRows } from './active-time.js';
import { type Attributed, attribute } from './attribution.js';
import type { AuditRow } from './audit-row.js';
import { type Episode, episodesOf } from './episodes.js';
import { isAfterHours, SECOND } from './instants.js';
import { firstOfRuns } from './interactions.js';
import type { Rational } from './rational.js';
import type { Alert, Interval } from './tables.js';
import { activityOf, isBackground, OWN_APP, toolOf } from './tools.js';
import type { World } from './world.js';

export const CUTOFFS = [60, 180, 300] as const;
export type Cutoff = (typeof CUTOFFS)[number];

/** A clinician row that is not background. */
export interface Event {
  row: AuditRow;
  tool: string | null;
  activity: string | null;
  isOwn: boolean;
  attributed: Attributed;
  /** Microseconds, by cutoff. */
  credit: Record<Cutoff, Rational>;
  startsRun: boolean;
  afterHours: boolean;
}

export interface Attributing<T> {
  what: T;
  attributed: Attributed;
}

/** "a logout row (DICOM 110123)" */
function isLogout(row: AuditRow): boolean {
  return [...row.types, ...row.subtypes].includes('110123');
}

/** "Background rows are removed before gaps are credited; rows of our own app (the tool `mission-audit`) stay in the chain
 * and keep their credit"; "Gaps are credited over all rows read, before the period is applied." */
export function eventsOf(world: World): Event[] {
  const { site, tools } = world;
  const rows = world.audit.filter((row) => row.kind === 'clinician' && !isBackground(row, tools));
  const links = rows.map((row) => ({ user: row.user, recorded: row.recorded, isLogout: isLogout(row) }));
  const credits = CUTOFFS.map((cutoff) => creditRows(links, BigInt(cutoff) * SECOND));
  const actions = rows.map((row) => ({ ...row, tool: toolOf(row, tools) }));
  const first = firstOfRuns(actions);
  return rows.map((row, i) => ({
    row,
    tool: actions[i]!.tool,
    activity: activityOf(row, tools),
    isOwn: actions[i]!.tool === OWN_APP,
    attributed: attribute(
      {
        at: row.recorded,
        user: row.user,
        patient: row.patient,
        encounter: row.encounter,
        byEntity: row.how === 'entity',
      },
      world.encounters,
    ),
    credit: { 60: credits[0]![i]!, 180: credits[1]![i]!, 300: credits[2]![i]! },
    startsRun: first.has(actions[i]!),
    afterHours: site.timeZone !== null && isAfterHours(row.recorded, site.timeZone, site.holidays),
  }));
}

/** "Alerts and telemetry naming an encounter that has no row are attributed `none`." */
function attributeOther(
  subject: Alert | Interval,
  at: bigint,
  world: World,
  withRow: Set<string>,
): Attributed {
  const { user, patient, encounter } = subject;
  const found = attribute({ at, user, patient, encounter, byEntity: false }, world.encounters);
  if (found.encounter === null || withRow.has(found.encounter)) return found;
  return { encounter: null, method: 'none' };
}

export function attributedIntervals(world: World, withRow: Set<string>): Attributing<Interval>[] {
  return world.intervals.map((what) => ({
    what,
    attributed: attributeOther(what, what.started, world, withRow),
  }));
}

/** An episode's "instant and encounter are the first firing's". */
export function attributedEpisodes(world: World, withRow: Set<string>): Attributing<Episode>[] {
  return episodesOf(world.alerts, world.answers).map((what) => ({
    what,
    attributed: attributeOther(what.first, what.first.shown, world, withRow),
  }));
}
