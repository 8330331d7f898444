import type { Micros } from '../instants.js';
import type { Reference } from '../references.js';
import { PATIENT_FORMS, type Resource, USER_FORMS } from './people.js';
import type { Random } from './random.js';
import { BASES } from './scenario.js';
import { written } from './times.js';

/** What one audit row tells, before a shape is chosen for it. */
export interface Act {
  id: string | null;
  at: Micros;
  server: 'main' | 'lab';
  user: string;
  patient: string | null;
  encounter: Reference | null;
  how: 'element' | 'entity';
  tool: string;
  logout: boolean;
}

const ENCOUNTER_EXTENSION = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter';
const ALTERNATIVE_USER_ID = 'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID';

function coded(code: string): object {
  return { coding: [{ code }] };
}

const machine = { type: coded('110153'), requestor: false, who: { identifier: { value: 'gateway' } } };
const portal = { who: { reference: 'Device/portal-7' }, requestor: false };
/** A person in a machine role who requests nothing never acts. */
const receiver = { type: coded('110152'), requestor: false, who: { reference: 'Practitioner/d2' } };
const onlooker = { requestor: false, who: { reference: 'Practitioner/d3' } };

function altId(value: string, r5: boolean): object {
  return r5 ? { extension: [{ url: ALTERNATIVE_USER_ID, valueIdentifier: { value } }] } : { altId: value };
}

/** Users who are none of USERS, each a branch of "acting agent" or "kind". */
const ODD: Record<string, (r5: boolean) => object> = {
  altId: (r5) => ({ requestor: true, ...altId('alt-7', r5) }),
  name: (r5) =>
    r5 ? { requestor: true, who: { display: 'Dr Name' } } : { requestor: true, name: 'Dr Name' },
  nobody: () => ({ requestor: true, policy: ['x'] }),
  patient: () => ({ requestor: true, who: { reference: 'Patient/p1' } }),
  related: () => ({ requestor: true, who: { reference: 'RelatedPerson/k1' } }),
  device: () => ({ requestor: true, who: { reference: 'Device/cron' } }),
  machine: () => ({ type: coded('110150'), requestor: true, who: { identifier: { value: '11' } } }),
  silent: () => ({ requestor: false, who: { identifier: { system: 'urn:npi', value: '11' } } }),
  blank: () => ({ requestor: true, who: { reference: '#c9' } }),
};
export const ODD_USERS = Object.keys(ODD);

interface WithContained {
  agent: object;
  contained: object[];
}

function actor(act: Act, r: Random, r5: boolean): WithContained {
  const odd = ODD[act.user];
  if (odd) {
    const contained = act.user === 'blank' ? [{ resourceType: 'Practitioner', id: 'c9' }] : [];
    return { agent: odd(r5), contained };
  }
  if (act.server === 'lab') {
    const reference = r.pick([`${BASES.main}/Practitioner/${act.user}`, `Practitioner/${act.user}`]);
    return { agent: { requestor: true, who: { reference } }, contained: [] };
  }
  const { contained, ...who } = r.pick(USER_FORMS[act.user]!);
  // A requestor in a machine role acts when it refers to a person.
  const type =
    who.reference && r.chance(0.1)
      ? { type: coded('110153') }
      : r.chance(0.5)
        ? { type: coded('humanuser') }
        : {};
  const requestor = !((who.reference ?? who.type) && r.chance(0.2));
  return { agent: { ...type, requestor, who }, contained: contained ? [contained] : [] };
}

function agents(act: Act, r: Random, own: object): object[] {
  const others = [
    ...(r.chance(0.4) ? [machine] : []),
    ...(act.tool === 'portal' ? [portal] : []),
    ...(r.chance(0.1) && act.user !== 'silent' ? [receiver] : []),
  ];
  const requests = Reflect.get(own, 'requestor') === true && !(act.user in ODD);
  return r.chance(0.5)
    ? [...others, ...(requests && r.chance(0.2) ? [onlooker] : []), own]
    : [own, ...others];
}

/** Observer and, where the tool needs them, subtype and entity. */
const TOOLS: Record<string, { observer: object; subtype?: string; entity?: string }> = {
  orders: { observer: { reference: 'Device/cpoe' }, entity: 'ServiceRequest/s1' },
  Orders: { observer: { reference: 'Device/CPOE' } },
  notes: { observer: { display: 'notes' }, subtype: 'update', entity: 'DocumentReference/n1' },
  'notes-read': { observer: { display: 'notes' }, subtype: 'read', entity: 'DocumentReference/n1' },
  portal: { observer: { identifier: { value: 'hub' } } },
  board: { observer: { reference: 'Device/board' } },
  own: { observer: { reference: 'Device/mission-audit' } },
  unmapped: { observer: { identifier: { value: 'hub' } }, entity: 'Observation/o1' },
};
export const TOOL_NAMES = Object.keys(TOOLS);

function patientRef(act: Act, r: Random): Reference | null {
  if (act.patient === null) return null;
  if (act.server === 'main') return r.pick(PATIENT_FORMS[act.patient]!);
  return act.patient === 'p3'
    ? { reference: 'Patient/lp1' }
    : { reference: `${BASES.main}/Patient/${act.patient}` };
}

function entities(act: Act, r: Random, patient: Reference | null, r5: boolean): object[] {
  const role = (code: string) => (r5 ? coded(code) : { code });
  // "an entity of role 1 known by identifier", when nothing says Patient
  const bare = patient?.identifier && r.chance(0.5) ? { identifier: patient.identifier } : patient;
  const list: object[] = [];
  if (bare) list.push({ what: bare, role: role('1') });
  const { entity } = TOOLS[act.tool]!;
  if (entity) list.push({ what: { reference: entity }, role: role('4') });
  if (act.encounter && act.how === 'entity') list.push({ what: act.encounter });
  return r.shuffle(list);
}

export function auditEvent(act: Act, r: Random): Resource {
  const r5 = r.chance(0.35);
  const { agent, contained } = actor(act, r, r5);
  const patient = patientRef(act, r);
  const { observer, subtype } = TOOLS[act.tool]!;
  const code = act.logout ? '110123' : (subtype ?? 'read');
  const atPatient = r5 && patient !== null && r.chance(0.6);
  const element = act.how === 'element' ? act.encounter : null;
  return {
    resourceType: 'AuditEvent',
    ...(act.id === null ? {} : { id: act.id }),
    ...(contained.length > 0 ? { contained } : {}),
    ...(r5
      ? { category: [coded('rest')], code: coded(code) }
      : { type: { code: act.logout ? '110114' : 'rest' }, subtype: [{ code }] }),
    recorded: written(act.at, r),
    outcome: r5 ? { code: { code: r.pick(['0', '8']) } } : r.pick(['0', '8']),
    agent: agents(act, r, agent),
    source:
      r.chance(0.05) && act.tool === 'unmapped'
        ? r5
          ? { site: { display: 'hub' } }
          : { site: 'hub' }
        : { observer },
    ...(atPatient ? { patient } : {}),
    ...(element && r5 ? { encounter: element } : {}),
    ...(element && !r5 ? { extension: [{ url: ENCOUNTER_EXTENSION, valueReference: element }] } : {}),
    entity: entities(act, r, atPatient ? null : patient, r5),
  };
}
