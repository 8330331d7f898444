import type { Server } from '../books/facts.js';
import { type Clinician, staffSystem } from '../people/clinicians.js';
import { bases, type Json, localId, reference, serverOf } from './references.js';

/** An agent before it is written as R4 or R5. `type` is a code of DICOM's or HL7's role lists. */
export interface Agent {
  type?: string;
  who?: Json;
  altId?: string;
  name?: string;
  requestor: boolean;
}

/** Who acts according to the paper, and whom a reader can know by it. */
export interface Acting {
  user: string;
  agents: Agent[];
  contained?: Json[];
}

export type Form =
  | 'reference'
  | 'role'
  | 'absolute'
  | 'versioned'
  | 'identifier'
  | 'bare-identifier'
  | 'other-system'
  | 'machine-first'
  | 'device-requests'
  | 'machine-role-bystander'
  | 'shared-identifier'
  | 'unknown-identifier'
  | 'alt-id'
  | 'name'
  | 'display'
  | 'contained'
  | 'contained-name'
  | 'contained-blank'
  | 'unread-role';

const device = { reference: 'Device/app-server' };
const person = 'humanuser';

export function acting(who: Clinician, form: Form, server: Server): Acting {
  const home = serverOf(who.id);
  const plain: Agent = { type: person, who: { reference: reference(who.id, server) }, requestor: true };
  const identifier = who.identifiers[0]!;
  const by = (known: Json): Agent => ({
    type: person,
    who: { type: 'Practitioner', identifier: known },
    requestor: true,
  });
  const nameless = server === 'main' ? 'Practitioner' : 'lab:Practitioner';
  switch (form) {
    case 'reference':
      return { user: who.id, agents: [plain] };
    case 'role':
      return { user: who.id, agents: [{ ...plain, who: { reference: reference(who.role, server) } }] };
    case 'absolute':
      return {
        user: who.id,
        agents: [{ ...plain, who: { reference: `${bases[home]}/${localId(who.id)}` } }],
      };
    case 'versioned':
      return {
        user: who.id,
        agents: [{ ...plain, who: { reference: `${reference(who.id, server)}/_history/4` } }],
      };
    case 'identifier':
      return { user: who.id, agents: [by({ ...identifier })] };
    case 'bare-identifier':
      return { user: who.id, agents: [by({ value: identifier.value })] };
    case 'other-system':
      // Only fits a resource whose own identifier has no system.
      return { user: who.id, agents: [by({ system: staffSystem, value: identifier.value })] };
    case 'machine-first':
      return { user: who.id, agents: [{ type: '110153', who: device, requestor: false }, plain] };
    case 'device-requests':
      // The person is no requestor, yet the first that is a person.
      return {
        user: who.id,
        agents: [
          { type: '110150', who: device, requestor: true },
          { ...plain, requestor: false },
        ],
      };
    case 'machine-role-bystander':
      return {
        user: who.id,
        agents: [{ type: '110152', who: { reference: 'Practitioner/13' }, requestor: false }, plain],
      };
    case 'shared-identifier':
      return {
        user: 'Practitioner?identifier=urn:clinic:pager|P-700',
        agents: [by({ system: 'urn:clinic:pager', value: 'P-700' })],
      };
    case 'unknown-identifier':
      return {
        user: `Practitioner?identifier=urn:agency|${who.login}`,
        agents: [by({ system: 'urn:agency', value: who.login })],
      };
    case 'alt-id':
      return { user: `${nameless}?altId=${who.login}`, agents: [{ altId: who.login, requestor: true }] };
    case 'name':
      return { user: `${nameless}?name=${who.name}`, agents: [{ name: who.name, requestor: true }] };
    case 'display':
      return {
        user: `${nameless}?name=${who.name}`,
        agents: [{ who: { display: who.name }, requestor: true }],
      };
    case 'contained':
      return { user: who.id, ...held({ identifier: [{ ...identifier }], name: [{ text: who.name }] }) };
    case 'contained-name':
      return {
        user: `${nameless}?name=Locum ${who.name}`,
        ...held({ name: [{ text: `Locum ${who.name}` }] }),
      };
    case 'contained-blank':
      return { user: '', ...held({}) };
    case 'unread-role':
      return {
        user: `PractitionerRole/gone-${localId(who.id).split('/')[1]}`,
        agents: [{ ...plain, who: { reference: `PractitionerRole/gone-${localId(who.id).split('/')[1]}` } }],
      };
  }
}

function held(facts: Json): { agents: Agent[]; contained: Json[] } {
  return {
    agents: [{ type: person, who: { reference: '#actor' }, requestor: true }],
    contained: [{ resourceType: 'Practitioner', id: 'actor', ...facts }],
  };
}

export function agentR4({ type, who, altId, name, requestor }: Agent, workstation: string): Json {
  return {
    ...(type && { type: { coding: [{ system: roleSystem(type), code: type }] } }),
    ...(who && { who }),
    ...(altId && { altId }),
    ...(name && { name }),
    requestor,
    ...(workstation && { network: { address: workstation, type: '2' } }),
  };
}

export function agentR5({ type, who, altId, requestor }: Agent, workstation: string): Json {
  const url = 'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID';
  return {
    ...(altId && { extension: [{ url, valueIdentifier: { value: altId } }] }),
    ...(type && { type: { coding: [{ system: roleSystem(type), code: type }] } }),
    ...(who && { who }),
    requestor,
    ...(workstation && { networkString: workstation }),
  };
}

function roleSystem(code: string): string {
  if (code.startsWith('110')) return 'http://dicom.nema.org/resources/ontology/DCM';
  return 'http://terminology.hl7.org/CodeSystem/extra-security-role-type';
}
