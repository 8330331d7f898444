import { contentHash } from '../bytes.js';
import { type Case, casesOf } from '../cases.js';
import { counts } from '../encounter.js';
import { type Attributing, type Event, eventsOf } from '../events.js';
import { resolver } from '../identity.js';
import { readFiles } from '../read-files.js';
import type { RecomputeInput } from '../recompute.js';
import { hull, inPeriod, type Window } from '../windows.js';
import { readWorld, type World } from '../world.js';
import { encounterFacts, type Facts, tableEncounters } from './encounters.js';
import { type Link, type Membership, readOrderLinks, readTeams } from './links.js';
import type { Reader } from './reader.js';
import { currentRows } from './rows.js';
import { type Appointment, readAppointments, readShifts, type Shift } from './schedule.js';
import { readSpecialties } from './specialties.js';
import { readClicks, type ToolClicks } from './tool-clicks.js';

/** All that the measures of workload and access read. */
export interface Workload {
  world: World;
  period: Window | null;
  /** The site days that the audit feeds cover. */
  covered: Window | null;
  events: Event[];
  cases: Case[];
  /** The cases of the period. */
  ofPeriod: Case[];
  /** Encounters that do not count: nobody's. */
  uncounted: ReadonlySet<string>;
  facts: Map<string, Facts>;
  specialties: Map<string, string>;
  appointments: Appointment[];
  shifts: Shift[];
  orders: Link[];
  teams: Membership[];
  grants: { tool: string; scope: string }[];
  clicks: Attributing<ToolClicks>[];
  /** The action of an audit row, by the hash of its resource. */
  actions: Map<string, string>;
}

function periodOf({ from, to }: RecomputeInput, covered: Window | null, world: World): Window | null {
  const given = covered ?? world.alertWindow;
  if (given === null && !(from && to)) return null;
  return { from: from ?? given!.from, to: to ?? given!.to };
}

export function readWorkload(input: RecomputeInput): Workload {
  const plain = readWorld(input);
  const read = readFiles(input.files, plain.site);
  const reader: Reader = { site: plain.site, resolve: resolver(read.resources, plain.site) };
  const world: World = { ...plain, encounters: [...plain.encounters, ...tableEncounters(read, reader)] };
  const covered = hull([...world.burdenFeeds.values()].flatMap((key) => world.auditWindows.get(key) ?? []));
  const period = periodOf(input, covered, world);
  const events = eventsOf(world);
  const cases = casesOf(world, events);
  const audits = read.resources.filter(({ resource }) => resource.resourceType === 'AuditEvent');
  return {
    world,
    period,
    covered,
    events,
    cases,
    ofPeriod: cases.filter(({ begins }) => inPeriod(begins, period, world.site)),
    uncounted: new Set(world.encounters.filter((one) => !counts(one)).map(({ id }) => id)),
    facts: encounterFacts(read, reader),
    specialties: readSpecialties(read, reader),
    appointments: readAppointments(read, reader),
    shifts: readShifts(read, reader),
    orders: readOrderLinks(read, reader),
    teams: readTeams(read, reader),
    grants: currentRows(read, 'scope_grant', null).map(({ cells }) => ({
      tool: cells.tool!,
      scope: cells.scope!,
    })),
    clicks: readClicks(read, reader, world, new Set(cases.map(({ id }) => id))),
    actions: new Map(audits.map(({ resource }) => [contentHash(resource), String(resource.action ?? '')])),
  };
}
