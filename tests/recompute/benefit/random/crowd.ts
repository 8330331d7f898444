import { type Micros, writeInstant } from '../../instants.js';
import type { Random } from '../../random/random.js';
import { DAY, HOUR, type Hot, MINUTE } from './hot.js';

/** An encounter as it was drawn; its resource may be cancelled, or say less. */
export interface Visit {
  id: string;
  patient: string;
  start: Micros;
  end: Micros;
}

/** Enough patients and visits that a cell of them may be shown: the folder it is added to has four patients. */
export interface Crowd {
  patients: string[];
  visits: Visit[];
  resources: object[];
}

/** Ways in which delimited rows name clinicians; the last ones resolve to x1 and x2. */
export const CLINICIANS = [
  ...['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'd1', 'd2'].map((id) => `Practitioner/${id}`),
  'Practitioner?identifier=urn:staff|x-1',
  'PractitionerRole/xr2',
];

/** Users whose alerts count nowhere. */
export const NO_CLINICIAN = ['Patient/y1', 'Device/ward-tv', 'RelatedPerson/k1', 'Practitioner/bot-1'];

const STATUSES = ['finished', 'finished', 'finished', 'in-progress', 'arrived', 'onleave', 'unknown'];
const NOT_COUNTED = ['planned', 'cancelled', 'entered-in-error'];
const CLASSES = ['AMB', 'AMB', 'AMB', 'AMB', 'IMP', 'IMP', 'IMP', 'ACUTE', 'EMER', 'EMER', 'NONAC'];
const LENGTHS: Micros[] = [0n, 20n * MINUTE, 20n * MINUTE, HOUR, DAY, 2n * DAY, 3n * DAY + 1n, -HOUR];
const LANGUAGES = ['en', 'en', 'en', 'en', 'es', 'es', 'es', 'es-US', null, null];
const SEXES = ['female', 'female', 'male', 'male', null];

function clinicians(): object[] {
  const own = [1, 2, 3, 4, 5, 6].map((n) => ({
    resourceType: 'Practitioner',
    id: `x${n}`,
    identifier: [{ system: 'urn:staff', value: `x-${n}` }],
  }));
  const role = (id: string, user: string, codes: string[]) => ({
    resourceType: 'PractitionerRole',
    id,
    practitioner: user.includes('|')
      ? { identifier: { system: 'urn:staff', value: user.split('|')[1] } }
      : { reference: user },
    specialty: codes.map((code) => ({ coding: [{ code }] })),
  });
  return [
    ...own,
    role('xr2', 'Practitioner/x2', ['cardiology', 'surgery']),
    role('xr1', 'urn:staff|x-1', ['surgery']),
    role('xr3', 'Practitioner/x3', ['surgery']),
    role('xr3b', 'Practitioner/x3', ['paediatrics']),
    role('xr4', 'Practitioner/x4', []),
  ];
}

function patient(r: Random, id: string): object[] {
  const language = r.pick(LANGUAGES);
  const gender = r.pick(SEXES);
  const other = { language: { coding: [{ code: r.pick(['fr', 'en']) }] } };
  const preferred = { language: { coding: [{ code: language }] }, preferred: true };
  const own = {
    resourceType: 'Patient',
    id,
    ...(language === null
      ? {}
      : { communication: r.chance(0.3) ? [other, preferred] : [{ ...preferred, preferred: r.chance(0.5) }] }),
    ...(gender === null ? {} : { gender }),
  };
  // An earlier version, whose language must not count.
  if (!r.chance(0.15)) return [own];
  const old = {
    ...own,
    communication: [{ language: { coding: [{ code: 'de' }] } }],
    meta: { versionId: '9' },
  };
  return [old, { ...own, meta: { versionId: '10' } }];
}

/** A second record of a patient, which gives way to the first; it says nothing of language or sex. */
const twin = (id: string): object => ({
  resourceType: 'Patient',
  id: `${id}-old`,
  link: [{ other: { reference: `Patient/${id}` }, type: 'replaced-by' }],
});

function visit(r: Random, hot: Hot, { n, patients }: { n: number; patients: string[] }): [Visit, object[]] {
  const id = `x${n}`;
  const about = r.pick(patients);
  const start = hot.instant();
  const toMidnight = r.chance(0.1);
  const end = toMidnight ? hot.midnight() : start + r.pick(LENGTHS);
  const shape = r.int(0, 9);
  const period = {
    ...(shape === 0 ? {} : { start: writeInstant(start) }),
    ...(shape >= 3 ? { end: writeInstant(end) } : {}),
  };
  const people = r.shuffle(CLINICIANS.filter((user) => !user.includes('?'))).slice(0, r.int(0, 3));
  const resource = {
    resourceType: 'Encounter',
    id,
    status: r.chance(0.12) ? r.pick(NOT_COUNTED) : r.pick(STATUSES),
    class: { code: r.pick(CLASSES) },
    ...(r.chance(0.4) ? { serviceType: { coding: [{ code: r.pick(['surgery', 'eye']) }] } } : {}),
    subject: { reference: r.pick([`Patient/${about}`, `Patient/${about}`, `Patient/${about}-old`]) },
    period,
    participant: people.map((reference) => ({
      ...(r.chance(0.5) ? { type: [{ coding: [{ code: r.pick(['ATND', 'PPRF', 'CON']) }] }] } : {}),
      individual: { reference },
    })),
  };
  const old = { ...resource, status: 'cancelled', class: { code: 'IMP' }, meta: { versionId: '1' } };
  const versions = r.chance(0.1) ? [old, { ...resource, meta: { versionId: '2' } }] : [resource];
  return [{ id, patient: about, start, end }, versions];
}

/** One or two logged actions in a visit's chart, so that tools touch it. */
function acts(r: Random, { id, patient: about, start }: Visit): object[] {
  return Array.from({ length: r.int(0, 2) }, (_, i) => ({
    resourceType: 'AuditEvent',
    id: `act-${id}-${i}`,
    type: { code: 'rest' },
    recorded: writeInstant(start + BigInt(r.int(0, 20)) * MINUTE),
    agent: [
      { requestor: true, who: { reference: r.pick(CLINICIANS.filter((user) => !user.includes('?'))) } },
    ],
    source: { observer: { reference: r.pick(['Device/cpoe', 'Device/elsewhere', 'Device/mission-audit']) } },
    entity: [
      { what: { reference: `Patient/${about}` } },
      ...(r.chance(0.7) ? [{ what: { reference: `Encounter/${id}` } }] : []),
    ],
  }));
}

export function crowd(r: Random, hot: Hot): Crowd {
  const patients = Array.from({ length: r.int(35, 60) }, (_, i) => `y${i + 1}`);
  const visits = Array.from({ length: r.int(90, 140) }, (_, i) => visit(r, hot, { n: i + 1, patients }));
  return {
    patients,
    visits: visits.map(([planned]) => planned),
    resources: [
      ...clinicians(),
      ...patients.flatMap((id) => [...patient(r, id), ...(r.chance(0.5) ? [twin(id)] : [])]),
      ...visits.flatMap(([planned, versions]) => [...versions, ...acts(r, planned)]),
    ],
  };
}
