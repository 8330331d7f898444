import { isPlausible, type Micros, parseInstant } from '../instant.js';
import { actingAgent, agentFacts, kindOf } from './agent.js';
import { type Ids, identifierOf, type Target } from './reference.js';
import { codesOf, type JsonObject, Malformed, object, objects, strictText, text } from './shape.js';

const ENCOUNTER_EXTENSION = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter';

export interface AuditEventRow {
  event_id: string;
  recorded: Micros;
  user_id: string;
  user_kind: 'clinician' | 'patient' | 'related' | 'system' | 'unidentified';
  workstation: string;
  action: string;
  type: string[];
  subtypes: string[];
  outcome: string;
  purpose: string[];
  observer: string;
  agents: string[];
  metric: string;
  entity_types: string[];
  entity: string;
  patient_id: string;
  encounter_ref: string;
  encounter_how: '' | 'element' | 'entity';
}

/** The part of a row that few events differ in: who acted, through what, and what kind of act it was. */
export type ActFacts = Pick<
  AuditEventRow,
  | 'user_id'
  | 'user_kind'
  | 'workstation'
  | 'action'
  | 'type'
  | 'subtypes'
  | 'outcome'
  | 'purpose'
  | 'observer'
  | 'agents'
>;

/** An AuditEvent, R4 or R5, as a row of `audit_event` (design: "Reading FHIR"). Throws Malformed. */
export function auditEventRow(resource: JsonObject, ids: Ids, hash: () => string): AuditEventRow {
  const id = text(resource.id, 'id');
  const entities = objects(resource.entity, 'entity').map((entity) => readEntity(entity, resource, ids));
  const encounter = encounterOf(resource, entities, ids);
  return {
    event_id: `${ids.prefix}AuditEvent/${id ?? hash()}`,
    recorded: recordedOf(resource),
    ...actFacts(resource, ids),
    metric: '',
    entity_types: distinct(entities.flatMap(({ target }) => (target.type ? [target.type] : []))),
    entity: entities.find(({ target }) => isOther(target))?.target.id ?? '',
    patient_id: patientOf(resource, entities, ids),
    encounter_ref: encounter.id,
    encounter_how: encounter.how,
  };
}

/** Of agent, source, type, subtype, category, code, action, outcome and purpose alone. Throws Malformed. */
export function actFacts(resource: JsonObject, ids: Ids): ActFacts {
  const agents = objects(resource.agent, 'agent');
  const acting = actingAgent(agents, resource.contained);
  const who = acting && kindOf(acting, resource.contained, ids);
  const requestorUnnamed = !who && agents.some((agent) => agentFacts(agent, resource.contained).unidentified);
  return {
    user_id: who?.id ?? '',
    user_kind: who?.kind ?? (requestorUnnamed ? 'unidentified' : 'system'),
    workstation: acting ? workstationOf(acting) : '',
    action: text(resource.action, 'action') ?? '',
    type: distinct([...codeOf(resource.type, 'type'), ...conceptCodes(resource.category, 'category')]),
    subtypes: distinct([...codingCodes(resource.subtype), ...codesOf(object(resource.code, 'code'), 'code')]),
    outcome: outcomeOf(resource),
    purpose: purposesOf(resource, acting),
    observer: observerOf(resource, ids),
    agents: distinct(agents.flatMap((agent) => agentFacts(agent, resource.contained).names(ids))),
  };
}

function recordedOf(resource: JsonObject): Micros {
  const written = strictText(resource.recorded, 'recorded');
  if (written === undefined) throw new Malformed('no-instant', '"recorded" is missing');
  const instant = parseInstant(written);
  if (instant === undefined)
    throw new Malformed(
      'bad-instant',
      '"recorded": expected a date, a time and an offset (2026-03-01T13:05:00Z)',
    );
  if (!isPlausible(instant))
    throw new Malformed('implausible-instant', '"recorded" is before 1990 or after 2100');
  return instant;
}

interface Entity {
  target: Target;
  /** `role` 1 (Patient), known by an identifier only. */
  patientRole: string;
}

function readEntity(entity: JsonObject, resource: JsonObject, ids: Ids): Entity {
  const what = object(entity.what, 'entity.what');
  const target = ids.target(what, resource.contained, 'entity.what');
  const role = object(entity.role, 'entity.role');
  const codes = [text(role?.code, 'entity.role.code'), ...codesOf(role, 'entity.role')];
  const identifier =
    what && !text(what.reference, 'entity.what.reference') && identifierOf(what, 'entity.what');
  const patientRole =
    codes.includes('1') && identifier && !target.type ? ids.byIdentifier('Patient', identifier) : '';
  return { target, patientRole };
}

function isOther({ type, id }: Target): boolean {
  return type !== 'Patient' && type !== 'Encounter' && id !== '';
}

function patientOf(resource: JsonObject, entities: Entity[], ids: Ids): string {
  const element = object(resource.patient, 'patient');
  if (element) return elementId(element, 'Patient', resource, ids);
  const named = entities.find(({ target }) => target.type === 'Patient');
  return named?.target.id || (entities.find(({ patientRole }) => patientRole)?.patientRole ?? '');
}

function encounterOf(
  resource: JsonObject,
  entities: Entity[],
  ids: Ids,
): { id: string; how: AuditEventRow['encounter_how'] } {
  const extension = objects(resource.extension, 'extension').find(({ url }) => url === ENCOUNTER_EXTENSION);
  const element = object(resource.encounter, 'encounter') ?? object(extension?.valueReference, 'extension');
  const named = element && elementId(element, 'Encounter', resource, ids);
  if (named) return { id: named, how: 'element' };
  const entity = entities.find(({ target }) => target.type === 'Encounter')?.target.id ?? '';
  return { id: entity, how: entity ? 'entity' : '' };
}

/** An element whose type is given by its place may be known by an identifier alone. */
function elementId(reference: JsonObject, type: string, resource: JsonObject, ids: Ids): string {
  const said = text(reference.type, `${type.toLowerCase()}.type`) ?? type;
  return ids.target({ ...reference, type: said }, resource.contained, type.toLowerCase()).id;
}

function workstationOf(agent: JsonObject): string {
  const network = agent.network;
  const address =
    typeof network === 'object' && network !== null ? object(network, 'agent.network')?.address : undefined;
  const reference = object(agent.networkReference, 'agent.networkReference');
  return (
    text(address, 'agent.network.address') ??
    text(agent.networkString, 'agent.networkString') ??
    text(agent.networkUri, 'agent.networkUri') ??
    text(reference?.reference, 'agent.networkReference.reference') ??
    ''
  );
}

function outcomeOf(resource: JsonObject): string {
  const { outcome } = resource;
  if (typeof outcome !== 'object' || outcome === null) return text(outcome, 'outcome') ?? '';
  return text(object(object(outcome, 'outcome')?.code, 'outcome.code')?.code, 'outcome.code') ?? '';
}

function purposesOf(resource: JsonObject, acting: JsonObject | undefined): string[] {
  return distinct([
    ...conceptCodes(resource.purposeOfEvent, 'purposeOfEvent'),
    ...conceptCodes(resource.authorization, 'authorization'),
    ...conceptCodes(acting?.purposeOfUse, 'agent.purposeOfUse'),
    ...conceptCodes(acting?.authorization, 'agent.authorization'),
  ]);
}

function observerOf(resource: JsonObject, ids: Ids): string {
  const source = object(resource.source, 'source');
  const observer = object(source?.observer, 'source.observer');
  return referenceText(observer, resource, ids, 'source.observer') ?? siteOf(source, resource, ids) ?? '';
}

/** `source.site` is text in R4, a Reference in R5. */
function siteOf(source: JsonObject | undefined, resource: JsonObject, ids: Ids): string | undefined {
  const site = source?.site;
  if (typeof site !== 'object' || site === null) return text(site, 'source.site');
  return referenceText(object(site, 'source.site'), resource, ids, 'source.site');
}

/** A Reference as tools.yaml names it: reference, else identifier value, else display. */
function referenceText(
  reference: JsonObject | undefined,
  resource: JsonObject,
  ids: Ids,
  path: string,
): string | undefined {
  if (!reference) return undefined;
  const written = text(reference.reference, `${path}.reference`);
  if (written?.startsWith('#')) {
    const known = agentFacts({ who: reference }, resource.contained).names(ids)[0];
    if (known) return known;
  } else if (written) return ids.of(written);
  return identifierOf(reference, path)?.value ?? text(reference.display, `${path}.display`);
}

function codeOf(value: JsonObject[string] | undefined, path: string): string[] {
  const coding = object(value, path);
  const code = text(coding?.code, `${path}.code`);
  return [...(code ? [code] : []), ...codesOf(coding, path)];
}

function codingCodes(value: JsonObject[string] | undefined): string[] {
  return objects(value, 'subtype').flatMap((coding) => text(coding.code, 'subtype.code') ?? []);
}

function conceptCodes(value: JsonObject[string] | undefined, path: string): string[] {
  return objects(value, path).flatMap((concept) => codesOf(concept, path));
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}
