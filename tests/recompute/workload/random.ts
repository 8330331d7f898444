import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Cells } from '../random/cells.js';
import { encounters } from '../random/encounters.js';
import { random } from '../random/random.js';
import { scenario } from '../random/scenario.js';
import { TOOLS_YAML } from '../random/site.js';
import { clock } from '../random/times.js';
import { type Collect, type RandomLog, writeRandomLog } from '../random-logs.js';
import { appointments } from './random/appointments.js';
import { careTeamResources, careTeams } from './random/care-teams.js';
import { crowdPeople, visits } from './random/crowd.js';
import { deedResource } from './random/deed-resource.js';
import { deeds } from './random/deeds.js';
import { orderResources, orders } from './random/orders.js';
import { inFull } from './random/references.js';
import { scopes } from './random/scopes.js';
import { shifts } from './random/shifts.js';
import { toolTelemetry } from './random/telemetry.js';
import { visitRows } from './random/visits.js';
import { writeResources, writeTables } from './random/write.js';

/** The tools of the other random folders, and an inbox. */
function toolsYaml(): string {
  const tools = parse(TOOLS_YAML) as { tools: object[]; activities: object[]; [key: string]: unknown };
  return stringify({
    ...tools,
    tools: [
      ...tools.tools,
      { id: 'inbox', title: 'Inbox', category: 'inbox', match: [{ observer: 'inbox' }] },
      { id: 'never-used', title: 'Never used', category: 'education', match: [{ observer: 'no such' }] },
    ],
    activities: [
      ...tools.activities,
      { id: 'inbox', match: [{ entity: 'Communication' }] },
      { id: 'chart-review', match: [{ entity: ['Observation', 'DiagnosticReport'] }] },
    ],
  });
}

/** The same calls of `collect`, one of them with more paths: a call takes a second. */
function withPaths(collects: Collect[], paths: string[], server?: string): Collect[] {
  if (paths.length === 0) return collects;
  const at = collects.findIndex((each) => each.server === server && each.feed === undefined);
  if (at < 0) return [...collects, { paths, ...(server ? { server } : {}) }];
  return collects.map((each, i) => (i === at ? { ...each, paths: [...each.paths, ...paths] } : each));
}

/** A random log with a crowd in it: more people and visits, their appointments, shifts, teams, orders, scopes. */
export function writeWorkloadLog(seed: number, dir: string): RandomLog {
  const log = writeRandomLog(seed, dir);
  // The same draws as writeRandomLog's, so that both speak of the same days.
  const first = random(seed);
  const of = scenario(first, false);
  const time = clock(first, of, encounters(first, of));
  const r = random(seed * 7919 + 17);

  const planned = visits(r, of, time);
  const done = deeds(planned, r, time);
  const about = { clock: time, deeds: done };
  const read = visitRows(planned, r, of);
  const booked = appointments(r, of, done);
  const teams = careTeams(r, of, done);
  const placed = orders(r, about);
  const half = (rows: Cells[]) => rows.slice(0, Math.floor(rows.length / 2));
  const rest = (rows: Cells[]) => rows.slice(Math.floor(rows.length / 2));

  const home = [
    ...writeResources(join(dir, 'crowd'), [
      ...crowdPeople(),
      ...read.resources,
      ...booked.resources,
      ...careTeamResources(r, done),
      ...orderResources(r, about),
      ...done.map((deed) => deedResource(deed, r)),
    ]),
    ...writeTables(join(dir, 'crowd'), {
      appointment: booked.main,
      shift: r.chance(0.7) ? shifts(r, of, done) : [],
      care_team: half(teams),
      order_event: half(placed),
      scope_grant: scopes(r, time),
      encounter: read.encounter,
      participation: read.participation,
      ui_interval: toolTelemetry(planned, r, time),
    }),
  ];
  // Ids of the lab are those of the home server: o0, o1 … stand in both.
  const lab = writeTables(join(dir, 'crowd-lab'), {
    appointment: booked.lab,
    care_team: rest(teams).map(inFull),
    order_event: rest(placed).map((row, i) => inFull({ ...row, order_id: `o${i}` })),
  });
  writeFileSync(log.input.tools!, toolsYaml());
  const collects = withPaths(withPaths(log.collects, [join(dir, 'crowd')]), lab, 'lab');
  const files = [
    ...log.input.files,
    ...home.map((path) => ({ path })),
    ...lab.map((path) => ({ path, server: 'lab' })),
  ];
  return { collects, input: { ...log.input, files } };
}
