import type { Loose, Resource } from './resource.js';

const R5 = 'http://hl7.org/fhir/5.0/StructureDefinition';
const AUDIT_ENCOUNTER = `${R5}/extension-AuditEvent.encounter`;
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';

/** R4's words for R5's states of an encounter; the others are the same in both. */
const STATUS: Record<string, string> = {
  completed: 'finished',
  discharged: 'finished',
  'on-hold': 'onleave',
  discontinued: 'cancelled',
};

/** The clinic writes R4 and R5 side by side; the server speaks R4 only. */
export function asR4(resource: Resource): Resource {
  if (resource.resourceType === 'Encounter') return encounter(resource);
  if (resource.resourceType === 'AuditEvent') return auditEvent(resource);
  return resource;
}

function encounter(resource: Loose): Resource {
  const { class: classes, serviceType, actualPeriod, virtualService, participant, ...rest } = resource;
  if (!Array.isArray(classes)) return { ...resource, status: STATUS[resource.status] ?? resource.status };
  return defined({
    ...rest,
    status: STATUS[rest.status] ?? rest.status,
    class: classes[0]?.coding?.[0],
    serviceType: serviceType?.[0]?.concept,
    participant: participant?.map(({ actor, ...one }: Loose) => defined({ ...one, individual: actor })),
    period: actualPeriod,
    // R4 has no place for it, and dropping it would make a video visit an ordinary one.
    extension: virtualService && [
      ...(rest.extension ?? []),
      { url: `${R5}/extension-Encounter.virtualService`, valueCodeableConcept: { text: 'virtual' } },
    ],
  });
}

function auditEvent(resource: Loose): Resource {
  const r4 = resource.category || resource.code ? auditEventFromR5(resource) : resource;
  return encounterAsEntity(r4);
}

function auditEventFromR5(resource: Loose): Loose {
  const {
    category,
    code,
    outcome,
    authorization,
    agent,
    patient,
    encounter,
    entity,
    severity: _,
    ...rest
  } = resource;
  const extension = [
    ...(rest.extension ?? []),
    ...(encounter ? [{ url: AUDIT_ENCOUNTER, valueReference: encounter }] : []),
  ];
  const entities = (entity ?? []).map((one: Loose) => defined({ ...one, role: one.role?.coding?.[0] }));
  if (patient) entities.unshift({ what: patient, role: { system: OBJECT_ROLE, code: '1' } });
  return defined({
    ...rest,
    type: category?.[0]?.coding?.[0],
    subtype: code?.coding,
    outcome: outcome?.code?.code,
    purposeOfEvent: authorization,
    agent: agent?.map(({ networkString, role, ...one }: Loose) =>
      defined({ ...one, role, network: networkString && { address: networkString, type: '2' } }),
    ),
    entity: entities.length > 0 ? entities : undefined,
    extension: extension.length > 0 ? extension : undefined,
  });
}

/** R4 can search by encounter through `entity` only, so an EHR that knows the encounter names it there too. */
function encounterAsEntity(resource: Loose): Resource {
  const reference = resource.extension?.find((one: Loose) => one.url === AUDIT_ENCOUNTER)?.valueReference
    ?.reference;
  const named = resource.entity?.some((one: Loose) => one.what?.reference === reference);
  if (!reference || named) return resource;
  const entity = { what: { reference }, role: { system: OBJECT_ROLE, code: '4' } };
  return { ...resource, entity: [...(resource.entity ?? []), entity] };
}

function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
