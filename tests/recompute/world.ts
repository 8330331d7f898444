import { type AuditRow, auditRow } from './audit-row.js';
import { smallest } from './bytes.js';
import { type Encounter, encounterRow } from './encounter.js';
import { groupBy } from './group.js';
import { currentResources, type Resolve, resolver } from './identity.js';
import { type Origin, type Read, readFiles } from './read-files.js';
import type { RecomputeInput } from './recompute.js';
import { typeOfId } from './references.js';
import { readSite, type Site } from './site.js';
import {
  type Alert,
  type AlertEntry,
  type Answer,
  alertOf,
  answerOf,
  type Interval,
  intervalOf,
  readAlertEntries,
  sortRows,
} from './tables.js';
import { isNotPerson, readTools, type Tools } from './tools.js';
import { compareVersions, currentOf } from './version.js';
import { feedKey, feedWindows, hull, isDeclared, type Window } from './windows.js';

/** Counts of one feed, one entry a row. */
export interface Intake {
  read: Origin[];
  kept: Origin[];
  duplicates: Origin[];
  quarantined: Origin[];
}

/** All that was read, current rows only, every id replaced. */
export interface World {
  site: Site;
  tools: Tools;
  entries: AlertEntry[];
  encounters: Encounter[];
  /** Rows of counted feeds inside their declared windows; `kept` ones that count nowhere are gone. */
  audit: AuditRow[];
  auditWindows: Map<string, Window>;
  burdenFeeds: Map<string, string>;
  alerts: Alert[];
  answers: Answer[];
  alertWindow: Window | null;
  intervals: Interval[];
  intervalWindow: Window | null;
  intake: Intake;
}

/** "`tools.yaml` lists the known ones (`notPeople`), whose rows are system." */
function person(row: AuditRow, resolve: Resolve, tools: Tools): AuditRow {
  const user = resolve(row.user);
  return {
    ...row,
    user,
    patient: resolve(row.patient),
    encounter: resolve(row.encounter),
    kind: isNotPerson(user, tools) ? 'system' : row.kind,
  };
}

/** "one *burden feed* a server counts, the one that `site.yaml` names, else the one with most clinician rows"; ties: the
 * smallest name (readings.md, 11). From server to feed key. */
function burdenFeedsOf(rows: AuditRow[], site: Site): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const [server, ofServer] of groupBy(rows, (row) => row.server)) {
    const feeds = [...groupBy(ofServer, (row) => row.feed)].map(([feed, ofFeed]) => ({
      feed,
      people: ofFeed.filter(({ kind }) => kind === 'clinician').length,
    }));
    const most = Math.max(...feeds.map(({ people }) => people));
    const feed =
      site.burdenFeed[server] ??
      smallest(feeds.filter(({ people }) => people === most).map((candidate) => candidate.feed))!;
    chosen.set(server, feedKey({ server, feed }));
  }
  return chosen;
}

/** "Alerts and telemetry of a user who is a Patient, RelatedPerson, Device or Organization count nowhere; those without a
 * user count." "Alerts and telemetry of a `notPeople` account count nowhere." */
function isOfClinician({ user }: { user: string | null }, tools: Tools): boolean {
  const type = user === null ? null : typeOfId(user);
  return (
    !['Patient', 'RelatedPerson', 'Device', 'Organization'].includes(type ?? '') && !isNotPerson(user, tools)
  );
}

function readAudit(read: Read, site: Site, intake: Intake): AuditRow[] {
  const events = read.resources.filter(({ resource }) => resource.resourceType === 'AuditEvent');
  const rows = events.map((event) => ({ event, row: auditRow(event, site) }));
  // "An AuditEvent's identity is server, id and instant"
  const { current, duplicates } = currentOf(
    rows.flatMap(({ row }) => row ?? []),
    (row) => `${row.server} ${row.eventId} ${row.recorded}`,
    compareVersions,
  );
  intake.read.push(...events);
  intake.kept.push(...current);
  intake.duplicates.push(...duplicates);
  intake.quarantined.push(...rows.filter(({ row }) => row === null).map(({ event }) => event));
  return current;
}

function readTable(
  read: Read,
  table: string,
  site: Site,
  intake: Intake,
): ReturnType<typeof sortRows>['kept'] {
  const sorted = sortRows(read.rows, table, site);
  intake.read.push(...sorted.kept, ...sorted.duplicates, ...sorted.quarantined);
  intake.kept.push(...sorted.kept);
  intake.duplicates.push(...sorted.duplicates);
  intake.quarantined.push(...sorted.quarantined);
  return sorted.kept;
}

function readEncounters(read: Read, site: Site, resolve: Resolve): Encounter[] {
  return currentResources(read.resources, 'Encounter')
    .map((resource) => encounterRow(resource, site))
    .map((encounter) => ({
      ...encounter,
      patient: resolve(encounter.patient),
      participants: encounter.participants.map(({ user, role }) => ({ user: resolve(user), role })),
    }));
}

export function readWorld(input: RecomputeInput): World {
  const site = readSite(input.site);
  const tools = readTools(input.tools);
  const entries = readAlertEntries(input.alerts);
  const read = readFiles(input.files, site);
  const resolve = resolver(read.resources, site);
  const intake: Intake = { read: [], kept: [], duplicates: [], quarantined: [...read.quarantined] };

  const audit = readAudit(read, site, intake).map((row) => person(row, resolve, tools));
  const alerts = readTable(read, 'alert', site, intake).map((row) => alertOf(row, site, resolve, entries));
  const answers = readTable(read, 'alert_answer', site, intake).map((row) => answerOf(row, site));
  const intervals = readTable(read, 'ui_interval', site, intake).map((row) => intervalOf(row, site, resolve));

  const auditWindows = feedWindows(audit, ({ recorded }) => recorded, site);
  const alertWindows = feedWindows(alerts, ({ shown }) => shown, site);
  const intervalWindows = feedWindows(intervals, ({ started }) => started, site);
  const burdenFeeds = burdenFeedsOf(audit, site);
  return {
    site,
    tools,
    entries,
    encounters: readEncounters(read, site, resolve),
    audit: audit
      .filter((row) => burdenFeeds.get(row.server) === feedKey(row))
      .filter((row) => isDeclared(row, row.recorded, auditWindows, site)),
    auditWindows,
    burdenFeeds,
    alerts: alerts
      .filter((alert) => isOfClinician(alert, tools))
      .filter((alert) => isDeclared(alert, alert.shown, alertWindows, site)),
    answers,
    alertWindow: hull([...alertWindows.values()]),
    intervals: intervals
      .filter((interval) => isOfClinician(interval, tools))
      .filter((interval) => isDeclared(interval, interval.started, intervalWindows, site)),
    intervalWindow: hull([...intervalWindows.values()]),
    intake,
  };
}
