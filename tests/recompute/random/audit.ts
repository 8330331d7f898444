import { MINUTE, SECOND } from '../instants.js';
import type { Reference } from '../references.js';
import { type Act, auditEvent, ODD_USERS, TOOL_NAMES } from './audit-event.js';
import type { PlannedEncounter } from './encounters.js';
import { PATIENTS, type Resource, USERS } from './people.js';
import type { Random } from './random.js';
import { BASES, type Scenario } from './scenario.js';
import type { Clock } from './times.js';

export interface Placed {
  folder: 'main' | 'lab' | 'log';
  resource: Resource;
}

function encounterRef(r: Random, planned: PlannedEncounter[], server: 'main' | 'lab'): Reference {
  // never read, named only by rows
  if (r.chance(0.15)) return { reference: r.pick(['Encounter/ghost-1', 'Encounter/ghost-2']) };
  const { id, server: home, resource } = r.pick(planned);
  if (resource.identifier && home === 'main' && server === 'main' && r.chance(0.5)) {
    return { type: 'Encounter', identifier: { system: 'urn:csn', value: `csn-${id.slice(1)}` } };
  }
  if (home !== server || r.chance(0.2)) return { reference: `${BASES[home]}/Encounter/${id}` };
  return { reference: r.pick([`Encounter/${id}`, `Encounter/${id}/_history/2`]) };
}

/** Ids in which number order and byte order differ. */
function eventId(r: Random, n: number): string {
  return r.pick([`a${n}`, `A${n}`, `a-${n}`]);
}

/** A run of acts of mostly one user in one chart. */
function burst(
  r: Random,
  of: Scenario,
  about: { clock: Clock; planned: PlannedEncounter[]; from: number },
): Act[] {
  const { clock, planned } = about;
  const server = of.withLab && r.chance(0.25) ? 'lab' : 'main';
  const person =
    r.chance(0.15) && server === 'main'
      ? r.pick(ODD_USERS)
      : r.pick(USERS.slice(0, server === 'lab' ? 2 : 5));
  const focus = r.pick(planned);
  const patient = r.chance(0.7) ? focus.patient : r.chance(0.8) ? r.pick(PATIENTS) : null;
  const named = r.chance(0.5) ? encounterRef(r, planned, server) : null;
  const how = r.chance(0.6) ? 'entity' : 'element';
  const tool = r.pick(TOOL_NAMES);
  let at = clock.near(focus);
  return Array.from({ length: r.int(1, 8) }, (_, i) => {
    if (i > 0) at += clock.gap();
    return {
      id: eventId(r, about.from + i),
      at,
      server,
      user: server === 'main' && r.chance(0.1) ? r.pick(USERS) : person,
      patient: r.chance(0.15) ? r.pick([...PATIENTS, null]) : patient,
      encounter: r.chance(0.15) ? null : named,
      how,
      tool: r.chance(0.25) ? r.pick(TOOL_NAMES) : tool,
      logout: r.chance(0.07),
    };
  });
}

/** Later and earlier versions, copies, the same id at another instant, and rows without an id. */
function again(r: Random, act: Act, resource: Resource): Resource[] {
  const other = () =>
    auditEvent(
      { ...act, tool: r.pick(TOOL_NAMES), user: r.pick(act.server === 'lab' ? ['d1', 'd2'] : USERS) },
      r,
    );
  if (r.chance(0.05)) return [resource, structuredClone(resource)];
  if (r.chance(0.03)) return [resource, auditEvent({ ...act, at: act.at + 30n * SECOND }, r)];
  if (r.chance(0.03)) {
    const { id, ...anonymous } = {
      ...auditEvent({ ...act, at: act.at + BigInt(r.int(3, 999)) }, r),
      id: act.id,
    };
    return r.chance(0.5) ? [anonymous, structuredClone(anonymous)] : [anonymous];
  }
  if (r.chance(0.1)) {
    const metas = r.pick([
      [{ lastUpdated: '2026-12-31T00:00:00+02:00' }, { lastUpdated: '2026-12-30T23:00:00Z' }],
      [
        { lastUpdated: '2026-12-31T00:00:00Z', versionId: '9' },
        { lastUpdated: '2026-12-31T00:00:00Z', versionId: '10' },
      ],
      [{ versionId: '2' }, { lastUpdated: '2026-01-01T00:00:00Z', versionId: '1' }],
      [{ versionId: '11' }, undefined],
      [undefined, undefined],
    ]);
    return r.shuffle(
      metas.map((meta, i) => ({ ...(i === 0 ? resource : other()), ...(meta ? { meta } : {}) })),
    );
  }
  return [resource];
}

/** Rows that must be quarantined. */
function unreadable(r: Random, resource: Resource): Resource[] {
  if (!r.chance(0.04)) return [];
  const recorded = r.pick([
    undefined,
    '2026-07-01T10:00:00',
    '1970-01-01T00:00:00Z',
    '2200-01-01T00:00:00Z',
    'soon',
  ]);
  return [{ ...structuredClone(resource), id: `bad-${resource.id}`, recorded }];
}

/** System rows that fix a feed's window to the scenario's days. */
function sentinels(clock: Clock, server: 'main' | 'lab', r: Random): Resource[] {
  return [clock.first, clock.last].map((at, i) =>
    auditEvent(
      {
        id: `edge-${i}`,
        at,
        server,
        user: 'device',
        patient: null,
        encounter: null,
        how: 'entity',
        tool: 'unmapped',
        logout: false,
      },
      r,
    ),
  );
}

export function audit(
  r: Random,
  of: Scenario,
  about: { clock: Clock; planned: PlannedEncounter[] },
): Placed[] {
  const placed: Placed[] = [];
  const target = r.int(20, 200);
  while (placed.length < target) {
    const acts = burst(r, of, { ...about, from: placed.length });
    // In the second feed of a server the same acts appear with other ids.
    const toLog = of.withSecondFeed && acts[0]!.server === 'main' && r.chance(0.3);
    for (const act of acts) {
      const resource = auditEvent(act, r);
      const rows = [...again(r, act, resource), ...unreadable(r, resource)];
      placed.push(...rows.map((row) => ({ folder: act.server, resource: row })));
      if (toLog)
        placed.push({
          folder: 'log',
          resource: auditEvent({ ...act, id: `log-${act.id}`, at: act.at + MINUTE }, r),
        });
    }
  }
  for (const folder of ['main', ...(of.withLab ? ['lab' as const] : [])] as const) {
    placed.push(...sentinels(about.clock, folder, r).map((resource) => ({ folder, resource })));
  }
  if (of.withSecondFeed)
    placed.push(
      ...sentinels(about.clock, 'main', r).map((resource) => ({
        folder: 'log' as const,
        resource: { ...resource, id: `log-${resource.id}` },
      })),
    );
  return placed;
}
