import { MINUTE } from '../../instants.js';
import type { Cells } from '../../random/cells.js';
import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import type { Scenario } from '../../random/scenario.js';
import { written } from '../../random/times.js';
import { CLINICIANS, dayOf, NAMES, patientForms, type Visit } from './crowd.js';

export interface VisitRows {
  resources: Resource[];
  encounter: Cells[];
  participation: Cells[];
}

/** Where all are of few kinds, their cells are large enough to be shown. */
const CLASSES = [['AMB'], ['AMB', 'AMB', 'VR'], ['AMB', 'AMB', 'VR', 'HH', 'IMP', 'OBSENC', '']];
const SERVICES = [[''], ['', 'cardiology']];

interface Kinds {
  classes: string[];
  services: string[];
}

const STATUSES = ['finished', 'finished', 'finished', 'finished', 'in-progress', 'planned', 'cancelled'];

function asResource(visit: Visit, r: Random, kinds: Kinds): Resource[] {
  const r5 = r.chance(0.4);
  const code = r.pick(kinds.classes);
  const period = {
    start: written(visit.start, r),
    ...(r.chance(0.1) ? {} : { end: r.chance(0.08) ? dayOf(visit.end) : written(visit.end, r) }),
  };
  const status = r.pick(STATUSES);
  const reference = r.pick(CLINICIANS[visit.user]!.filter((form) => !form.includes('?')));
  const resource: Resource = {
    resourceType: 'Encounter',
    id: visit.id,
    status: r5 && status === 'finished' ? 'completed' : status,
    ...(code === '' ? {} : { class: r5 ? [{ coding: [{ code }] }] : { code } }),
    ...(r5 && r.chance(0.2) ? { virtualService: [{ addressString: 'https://video.example.org' }] } : {}),
    subject: { reference: patientForms(visit.patient)[0] },
    [r5 ? 'actualPeriod' : 'period']: period,
    participant: r.chance(0.1) ? [] : [{ [r5 ? 'actor' : 'individual']: { reference } }],
    meta: { versionId: '2' },
  };
  const before: Resource = { ...resource, status: r.pick(['planned', 'finished']), meta: { versionId: '1' } };
  return r.chance(0.2) ? [before, resource] : [resource];
}

function asRows(visit: Visit, r: Random, of: Scenario, kinds: Kinds): Omit<VisitRows, 'resources'> {
  const row: Cells = {
    encounter_id: `Encounter/${visit.id}`,
    patient_id: r.pick(patientForms(visit.patient)),
    status: r.pick(STATUSES),
    class: r.pick(kinds.classes),
    virtual: r.pick(['true', 'false', 'false', '']),
    started: r.chance(0.05) ? '' : written(visit.start, r),
    ended: r.chance(0.1) ? '' : of.hasZone && r.chance(0.08) ? dayOf(visit.end) : written(visit.end, r),
    service: r.pick(kinds.services),
    site: '',
    version: '',
  };
  const older = { ...row, status: 'cancelled', version: '9' };
  const encounter = r.chance(0.15) ? [older, { ...row, version: '10' }] : [row];
  const names = r.chance(0.1) ? [] : [visit.user, ...(r.chance(0.3) ? [r.pick(NAMES)] : [])];
  const participation = names.map((name, i) => ({
    encounter_id: `Encounter/${visit.id}`,
    user_id: r.pick(CLINICIANS[name]!),
    role: r.pick(['ATND', 'PPRF', '', 'CON']),
    position: String(i + 1),
    started: r.chance(0.5) ? '' : written(visit.start - MINUTE, r),
    ended: '',
  }));
  return { encounter, participation };
}

/** Some visits as FHIR resources, some as rows of encounter.csv and participation.csv, some never read. */
export function visitRows(planned: Visit[], r: Random, of: Scenario): VisitRows {
  const kinds = { classes: r.pick(CLASSES), services: r.pick(SERVICES) };
  const out: VisitRows = { resources: [], encounter: [], participation: [] };
  for (const visit of planned) {
    const kind = r.pick(['fhir', 'fhir', 'table', 'table', 'table', 'none']);
    if (kind === 'fhir') out.resources.push(...asResource(visit, r, kinds));
    if (kind !== 'table') continue;
    const { encounter, participation } = asRows(visit, r, of, kinds);
    out.encounter.push(...encounter);
    out.participation.push(...participation);
  }
  return { ...out, participation: r.shuffle(out.participation), encounter: r.shuffle(out.encounter) };
}
