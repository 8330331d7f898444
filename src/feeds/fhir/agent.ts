import { firstIdentifier, type Ids, identifierOf, nameOf, typeOf } from './reference.js';
import { codesOf, flag, type Json, type JsonObject, object, objects, text } from './shape.js';

/** DICOM's roles of machines: application, launcher, destination, source, media (CID 402). */
const MACHINE_ROLES = new Set(['110150', '110152', '110153', '110154', '110155']);
const PEOPLE = new Set(['Practitioner', 'PractitionerRole', 'Person', 'Patient', 'RelatedPerson']);
const ALTERNATIVE_ID = 'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID';

export type PersonKind = 'clinician' | 'patient' | 'related';

interface AgentFacts {
  /** The type of person `who` refers to, '' where it is no person. */
  person: string;
  /** A requestor in no machine role of whom nothing is known. */
  unidentified: boolean;
  requestor: boolean;
  machine: boolean;
  /** How tools.yaml may name an agent that is no person: reference, identifier value, name, display. */
  names(ids: Ids): string[];
}

/** What design.md ("Reading FHIR") asks of an agent. */
export function agentFacts(agent: JsonObject, contained: Json | undefined): AgentFacts {
  const who = object(agent.who, 'agent.who');
  const reference = text(who?.reference, 'agent.who.reference');
  const declared = text(who?.type, 'agent.who.type');
  const requestor = flag(agent.requestor, 'agent.requestor') ?? false;
  const machine = codesOf(object(agent.type, 'agent.type'), 'agent.type').some((code) =>
    MACHINE_ROLES.has(code),
  );
  const untyped = reference === undefined && declared === undefined;
  const knownBySomething = knownBy(agent, who) !== undefined;
  const person = untyped
    ? requestor && !machine && knownBySomething
      ? 'Practitioner'
      : ''
    : personType(reference, declared, contained);
  return {
    person,
    unidentified: requestor && !machine && untyped && !knownBySomething,
    requestor,
    machine,
    names: (ids) => (person ? [] : namesOf(agent, who, contained, ids)),
  };
}

function personType(
  reference: string | undefined,
  declared: string | undefined,
  contained: Json | undefined,
): string {
  const referred = reference?.startsWith('#')
    ? text(containedOf(reference, contained)?.resourceType, 'contained.resourceType')
    : reference && typeOf(reference.replace(/\/_history\/[^/]*$/, ''));
  const said = declared?.slice(declared.lastIndexOf('/') + 1);
  return [referred, said].find((type) => type && PEOPLE.has(type)) ?? '';
}

function containedOf(reference: string, contained: Json | undefined): JsonObject | undefined {
  return objects(contained, 'contained').find((one) => one.id === reference.slice(1));
}

/** The alternative user id: `altId` in R4, an extension in R5. */
function altIdOf(agent: JsonObject): string | undefined {
  const extension = objects(agent.extension, 'agent.extension').find(({ url }) => url === ALTERNATIVE_ID);
  const identifier = object(extension?.valueIdentifier, 'agent.extension');
  return text(agent.altId, 'agent.altId') ?? text(identifier?.value, 'agent.extension.value');
}

function knownBy(agent: JsonObject, who: JsonObject | undefined) {
  const identifier = identifierOf(who, 'agent.who');
  if (identifier) return { identifier };
  const altId = altIdOf(agent);
  if (altId !== undefined) return { altId };
  const name = text(agent.name, 'agent.name') ?? text(who?.display, 'agent.who.display');
  return name === undefined ? undefined : { name };
}

function namesOf(
  agent: JsonObject,
  who: JsonObject | undefined,
  contained: Json | undefined,
  ids: Ids,
): string[] {
  const reference = text(who?.reference, 'agent.who.reference');
  const inner = reference?.startsWith('#') ? containedOf(reference, contained) : undefined;
  const names = [
    reference && !reference.startsWith('#') ? ids.of(reference) : undefined,
    inner && (firstIdentifier(inner)?.value ?? nameOf(inner)),
    identifierOf(who, 'agent.who')?.value,
    text(agent.name, 'agent.name'),
    text(who?.display, 'agent.who.display'),
  ];
  return names.filter((name): name is string => name !== undefined);
}

/** The first requestor that is a person, else the first person; a machine role that is no requestor never acts. */
export function actingAgent(agents: JsonObject[], contained: Json | undefined): JsonObject | undefined {
  const people = agents
    .map((agent) => ({ agent, facts: agentFacts(agent, contained) }))
    .filter(({ facts }) => facts.person && (facts.requestor || !facts.machine));
  return (people.find(({ facts }) => facts.requestor) ?? people[0])?.agent;
}

/** Who the acting agent is: an id ('' for a person of whom neither identifier nor name is given) and a kind. */
export function kindOf(
  agent: JsonObject,
  contained: Json | undefined,
  ids: Ids,
): { id: string; kind: PersonKind } {
  const type = agentFacts(agent, contained).person;
  const kind = type === 'Patient' ? 'patient' : type === 'RelatedPerson' ? 'related' : 'clinician';
  return { id: personId(agent, type, contained, ids), kind };
}

function personId(agent: JsonObject, type: string, contained: Json | undefined, ids: Ids): string {
  const who = object(agent.who, 'agent.who');
  const reference = text(who?.reference, 'agent.who.reference');
  if (reference) return ids.target({ ...who, type }, contained, 'agent.who').id;
  const known = knownBy(agent, who);
  if (known?.identifier) return ids.byIdentifier(type, known.identifier);
  if (known?.altId !== undefined) return ids.within(type, 'altId', known.altId);
  return known?.name === undefined ? '' : ids.within(type, 'name', known.name);
}
