import { HOUR, MINUTE, type Micros, writeInstant } from '../instants.js';
import { PATIENT_FORMS, PATIENTS, type Resource } from './people.js';
import type { Random } from './random.js';
import { BASES, type Scenario, wall } from './scenario.js';

export interface PlannedEncounter {
  resource: Resource;
  id: string;
  server: 'main' | 'lab';
  patient: string;
  start: Micros;
  end: Micros;
}

const TIMES = ['00:00', '05:59:59.999999', '06:00', '09:00', '09:00', '14:30', '18:00', '23:30', '02:30'];
/** Around the hour that the clock repeats or leaves out. */
const TURNING = ['00:30', '01:30', '02:00', '02:30', '03:00'];
const R4_STATUSES =
  'planned arrived triaged in-progress onleave finished finished finished finished finished cancelled entered-in-error unknown'.split(
    ' ',
  );
const R5_STATUSES =
  'planned in-progress on-hold discharged completed completed completed completed cancelled discontinued entered-in-error unknown'.split(
    ' ',
  );
const CLASSES = ['AMB', 'AMB', 'IMP', 'EMER', 'OBSENC', 'ACUTE', 'NONAC', 'VR', 'HH'];
const LENGTHS: Micros[] = [0n, 1n, 20n * MINUTE, 20n * MINUTE, HOUR, 30n * HOUR, -HOUR];

const PARTICIPANTS = [
  { reference: 'Practitioner/d1' },
  { reference: 'PractitionerRole/r1' },
  { reference: 'Practitioner/d2' },
  { reference: 'Practitioner/d3' },
  { reference: 'PractitionerRole/r3' },
  { reference: 'RelatedPerson/k1' },
  { identifier: { system: 'urn:npi', value: '11' } },
  { reference: `${BASES.main}/Practitioner/d2` },
];

function participants(r: Random, r5: boolean, lab: boolean): object[] {
  return Array.from({ length: r.int(0, 3) }, () => {
    const codes = r.pick([[], ['ATND'], ['PPRF'], ['PPRF'], ['SPRF', 'ATND'], ['CON']]);
    const actor = lab
      ? { reference: r.pick(['Practitioner/d1', `${BASES.main}/Practitioner/d1`]) }
      : r.pick(PARTICIPANTS);
    return {
      ...(codes.length > 0 ? { type: codes.map((code) => ({ coding: [{ code }] })) } : {}),
      ...(r.chance(0.08) ? {} : { [r5 ? 'actor' : 'individual']: actor }),
    };
  });
}

function period(r: Random, start: Micros, end: Micros, day: string): { start?: string; end?: string } {
  const dateOnly = r.chance(0.12);
  const shape = r.int(0, 9);
  const from = dateOnly ? day : writeInstant(start);
  const to = r.chance(0.12) ? writeInstant(end).slice(0, 10) : writeInstant(end);
  if (shape === 0) return r.chance(0.5) ? { end: to } : {};
  return shape <= 3 ? { start: from } : { start: from, end: to };
}

function plan(r: Random, of: Scenario, index: number): PlannedEncounter {
  const server = of.withLab && r.chance(0.3) ? 'lab' : 'main';
  const r5 = r.chance(0.3);
  const turns = of.turn !== null && r.chance(0.25);
  const day = turns ? of.turn! : r.pick(of.days);
  const start = wall(`${day}T${r.pick(turns ? TURNING : TIMES)}`, of) + (r.chance(0.1) ? 1n : 0n);
  const end = start + r.pick(LENGTHS);
  const patient = r.pick(PATIENTS);
  const subject =
    server === 'lab'
      ? r.pick([{ reference: `${BASES.main}/Patient/${patient}` }, { reference: 'Patient/lp1' }])
      : r.pick(PATIENT_FORMS[patient]!);
  const code = r.pick(CLASSES);
  const id = `e${index}`;
  const resource: Resource = {
    resourceType: 'Encounter',
    id,
    ...(r.chance(0.3) ? { identifier: [{ system: 'urn:csn', value: `csn-${index}` }] } : {}),
    status: r.pick(r5 ? R5_STATUSES : R4_STATUSES),
    ...(r.chance(0.05) ? {} : { class: r5 ? [{ coding: [{ code }] }] : { code } }),
    ...(r.chance(0.05) ? {} : { subject }),
    [r5 ? 'actualPeriod' : 'period']: period(r, start, end, day),
    participant: participants(r, r5, server === 'lab'),
  };
  return { resource, id, server, patient, start, end };
}

export function encounters(r: Random, of: Scenario): PlannedEncounter[] {
  return Array.from({ length: r.int(3, 15) }, (_, i) => plan(r, of, i + 1));
}

/** Older versions of some of them, which must not count. */
export function oldVersions(
  r: Random,
  planned: PlannedEncounter[],
): { resource: Resource; server: string }[] {
  return planned
    .filter(() => r.chance(0.15))
    .map(({ resource, server }) => {
      const old = {
        ...resource,
        status: 'cancelled',
        meta: { versionId: '9', lastUpdated: '2026-01-01T00:00:00Z' },
      };
      resource.meta = {
        versionId: '10',
        lastUpdated: r.pick(['2026-01-01T01:00:00+01:00', '2026-01-02T00:00:00Z']),
      };
      return { resource: old, server };
    });
}
