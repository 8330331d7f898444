import { byIdentifier, canonical, idOf, type Place, qualify, type Reference, typeOf } from './references.js';

export interface Agent {
  type?: { coding?: { code?: string }[] };
  who?: Reference;
  requestor?: boolean;
  altId?: string;
  name?: string;
  extension?: { url: string; valueIdentifier?: { value?: string } }[];
}

export type Kind = 'clinician' | 'patient' | 'related' | 'system' | 'unidentified';

const PEOPLE = ['Practitioner', 'PractitionerRole', 'Person', 'Patient', 'RelatedPerson'];
const MACHINE_ROLES = ['110150', '110152', '110153', '110154', '110155'];
const ALTERNATIVE_USER_ID = 'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID';

/** "in a machine role (by code, in any coding)" */
function inMachineRole(agent: Agent): boolean {
  return (agent.type?.coding ?? []).some((coding) => MACHINE_ROLES.includes(coding.code ?? ''));
}

/** "an `altId` (R5: the alternative-user-id extension)" */
function altIdOf(agent: Agent): string | null {
  const extension = (agent.extension ?? []).find((candidate) => candidate.url === ALTERNATIVE_USER_ID);
  return agent.altId ?? extension?.valueIdentifier?.value ?? null;
}

function nameOfAgent(agent: Agent): string | null {
  return agent.name ?? agent.who?.display ?? null;
}

/** "that has an identifier, an `altId`, a `name` or a `who.display`" */
function hasFacts(agent: Agent): boolean {
  return Boolean(agent.who?.identifier?.value || altIdOf(agent) || nameOfAgent(agent));
}

function isPerson(agent: Agent, place: Place): boolean {
  if (inMachineRole(agent) && agent.requestor !== true) return false;
  const { who } = agent;
  if (who?.reference || who?.type) return PEOPLE.includes(typeOf(who, place) ?? '');
  return agent.requestor === true && !inMachineRole(agent) && hasFacts(agent);
}

/** "The acting agent is the first with `requestor: true` that is a person, else the first that is a person." */
export function actingAgent(agents: Agent[], place: Place): Agent | null {
  const people = agents.filter((agent) => isPerson(agent, place));
  return people.find((agent) => agent.requestor === true) ?? people[0] ?? null;
}

/** "Patient → patient, RelatedPerson → related, other persons → clinician; a requestor in no machine role with none of
 * these facts → unidentified; else system" */
export function kindOf(agents: Agent[], acting: Agent | null, place: Place): Kind {
  if (acting) {
    const type = typeOf(acting.who, place);
    return type === 'Patient' ? 'patient' : type === 'RelatedPerson' ? 'related' : 'clinician';
  }
  const nobody = agents.some(
    (agent) =>
      agent.requestor === true &&
      !inMachineRole(agent) &&
      !agent.who?.reference &&
      !agent.who?.type &&
      !hasFacts(agent),
  );
  return nobody ? 'unidentified' : 'system';
}

/** The id of the acting agent: reference, identifier, then "Known only by `altId` or name: `Practitioner?altId=value`,
 * `Practitioner?name=value`, valid within its server". A contained one without identifier and name has none. */
export function userId(agent: Agent, place: Place): string | null {
  const { who } = agent;
  if (who?.reference) return idOf(who, 'Practitioner', place);
  const type = typeOf(who, place) ?? 'Practitioner';
  if (who?.identifier?.value) return byIdentifier(type, who.identifier);
  const altId = altIdOf(agent);
  if (altId) return qualify(`${type}?altId=${altId}`, place.server, place.site);
  const name = nameOfAgent(agent);
  return name ? qualify(`${type}?name=${name}`, place.server, place.site) : null;
}

/** The fact `agent` of tools.yaml: "any that is no person: reference, identifier value, `name` or `who.display`" */
export function machineFacts(agents: Agent[], place: Place): string[] {
  return agents
    .filter((agent) => !isPerson(agent, place))
    .flatMap((agent) => [
      agent.who?.reference ? canonical(agent.who.reference, place.server, place.site) : undefined,
      agent.who?.identifier?.value,
      agent.name,
      agent.who?.display,
    ])
    .filter((fact): fact is string => Boolean(fact));
}
