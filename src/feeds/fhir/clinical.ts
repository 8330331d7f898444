import { type Micros, parsePeriodEdge } from '../instant.js';
import type { Cell } from '../rows.js';
import type { Ids } from './reference.js';
import { identifierOf, identifiersOf } from './reference.js';
import { codesOf, type Json, type JsonObject, Malformed, object, objects, text } from './shape.js';

/** What reading a resource other than AuditEvent gives: rows by table. */
export type Rows = { table: string; values: Record<string, Cell> }[];

export interface Reading {
  resource: JsonObject;
  /** The store's id of this resource. */
  self: string;
  ids: Ids;
  timeZone: string;
}

/** The resource types that are read, each with its reader. */
export const READERS: Record<string, (reading: Reading) => Rows> = {
  Encounter: encounterRows,
  Appointment: appointmentRows,
  Patient: patientRows,
  Practitioner: ({ resource, self }) => identityRows('Practitioner', resource, self),
  PractitionerRole: roleRows,
  ServiceRequest: orderRows,
  MedicationRequest: orderRows,
};

function idOf(reading: Reading, value: Json | undefined, type: string, path: string): string {
  const reference = object(value, path);
  if (!reference) return '';
  const { id } = reading.ids.target(reference, reading.resource.contained, path);
  if (id) return id;
  const identifier = identifierOf(reference, path);
  return identifier && !reference.type ? reading.ids.byIdentifier(type, identifier) : '';
}

function edge(value: Json | undefined, which: 'start' | 'end', reading: Reading): Micros | null {
  const written = text(value, which);
  if (written === undefined) return null;
  const instant = parsePeriodEdge(written, { edge: which, timeZone: reading.timeZone });
  if (instant === undefined)
    throw new Malformed('bad-instant', `"${which}": expected a FHIR date or dateTime`);
  return instant;
}

function period(value: Json | undefined, path: string, reading: Reading) {
  const given = object(value, path);
  return { started: edge(given?.start, 'start', reading), ended: edge(given?.end, 'end', reading) };
}

function encounterRows(reading: Reading): Rows {
  const { resource, self } = reading;
  // R4: class is a Coding and `period`; R5: a list of CodeableConcept and `actualPeriod`.
  const classes = Array.isArray(resource.class)
    ? objects(resource.class, 'class').flatMap((concept) => codesOf(concept, 'class'))
    : [text(object(resource.class, 'class')?.code, 'class.code') ?? ''];
  const code = classes[0] ?? '';
  const span = period(resource.actualPeriod ?? resource.period, 'period', reading);
  const encounter = {
    encounter_id: self,
    patient_id: idOf(reading, resource.subject, 'Patient', 'subject'),
    status: text(resource.status, 'status') ?? '',
    class: code,
    virtual: code === 'VR' || objects(resource.virtualService, 'virtualService').length > 0,
    ...span,
    service: serviceOf(resource),
    site: idOf(reading, objects(resource.location, 'location')[0]?.location, 'Location', 'location'),
  };
  const participants = objects(resource.participant, 'participant').map((participant, position) => ({
    table: 'participation',
    values: {
      encounter_id: self,
      user_id: idOf(reading, participant.individual ?? participant.actor, 'Practitioner', 'participant'),
      role:
        objects(participant.type, 'participant.type').flatMap((type) =>
          codesOf(type, 'participant.type'),
        )[0] ?? '',
      position,
      ...period(participant.period, 'participant.period', reading),
    },
  }));
  return [
    { table: 'encounter', values: encounter },
    ...participants.filter(({ values }) => values.user_id !== ''),
    ...identityRows('Encounter', resource, self),
  ];
}

/** R4: one CodeableConcept; R5: a list of CodeableReference. */
function serviceOf(resource: JsonObject): string {
  const given = resource.serviceType;
  const concepts = Array.isArray(given)
    ? objects(given, 'serviceType').map((one) => object(one.concept, 'serviceType.concept') ?? one)
    : [object(given, 'serviceType') ?? {}];
  return concepts.flatMap((concept) => codesOf(concept, 'serviceType'))[0] ?? '';
}

function appointmentRows(reading: Reading): Rows {
  const { resource, self } = reading;
  const actors = objects(resource.participant, 'participant').map((one) =>
    idOf(reading, one.actor, 'Practitioner', 'participant.actor'),
  );
  const patient = actors.find((id) => /(^|[/:])Patient[/?]/.test(id));
  const people = actors.filter((id) => /(^|[/:])Practitioner(Role)?[/?]/.test(id));
  const booked = edge(resource.created, 'start', reading);
  const started = edge(resource.start, 'start', reading);
  const ended = edge(resource.end, 'end', reading);
  return people.map((user_id) => ({
    table: 'appointment',
    values: {
      appointment_id: self,
      patient_id: patient ?? idOf(reading, resource.subject, 'Patient', 'subject'),
      user_id,
      booked,
      started,
      ended,
      status: text(resource.status, 'status') ?? '',
      virtual: objects(resource.virtualService, 'virtualService').length > 0,
    },
  }));
}

function identityRows(kind: string, resource: JsonObject, self: string): Rows {
  return identifiersOf(resource).map(({ system, value }) => ({
    table: 'identity',
    values: { kind, system: system ?? '', value, reference: self, owner: self },
  }));
}

function patientRows(reading: Reading): Rows {
  const { resource, self } = reading;
  const links = objects(resource.link, 'link').flatMap((link): Rows => {
    const type = text(link.type, 'link.type');
    const other = idOf(reading, link.other, 'Patient', 'link.other');
    if (!other || (type !== 'replaced-by' && type !== 'replaces')) return [];
    const [value, reference] = type === 'replaced-by' ? [self, other] : [other, self];
    return [{ table: 'identity', values: { kind: 'link', system: '', value, reference, owner: self } }];
  });
  return [...identityRows('Patient', resource, self), ...links, ...strataRows(resource, self)];
}

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-';
const INTERPRETER = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired';

function strataRows(resource: JsonObject, self: string): Rows {
  const communication = objects(resource.communication, 'communication');
  const spoken = communication.find(({ preferred }) => preferred === true) ?? communication[0];
  const language = codesOf(object(spoken?.language, 'communication.language'), 'communication.language')[0];
  const extensions = objects(resource.extension, 'extension');
  const interpreter = extensions.find(({ url }) => url === INTERPRETER)?.valueBoolean;
  const strata: [string, string | undefined][] = [
    ['language', language],
    ['interpreter', typeof interpreter === 'boolean' ? String(interpreter) : undefined],
    ['race', ombCategory(extensions, `${US_CORE}race`)],
    ['ethnicity', ombCategory(extensions, `${US_CORE}ethnicity`)],
    ['sex', text(resource.gender, 'gender')],
    // The age band is that at the encounter, so the date of birth is kept and the band worked out when read.
    ['birth-date', text(resource.birthDate, 'birthDate')],
  ];
  return strata.flatMap(([stratifier, value]) =>
    value === undefined
      ? []
      : [{ table: 'patient_stratum', values: { patient_id: self, stratifier, value } }],
  );
}

/** The OMB category's code; of several the first. */
function ombCategory(extensions: JsonObject[], url: string): string | undefined {
  const parts = objects(extensions.find((one) => one.url === url)?.extension, 'extension');
  const coding = object(parts.find((part) => part.url === 'ombCategory')?.valueCoding, 'valueCoding');
  return text(coding?.code, 'valueCoding.code');
}

function roleRows(reading: Reading): Rows {
  const { resource, self } = reading;
  const person = idOf(reading, resource.practitioner, 'Practitioner', 'practitioner');
  const specialty = objects(resource.specialty, 'specialty').flatMap((one) => codesOf(one, 'specialty'))[0];
  return [
    ...(person
      ? [
          {
            table: 'identity',
            values: { kind: 'role', system: '', value: self, reference: person, owner: self },
          },
        ]
      : []),
    ...(person && specialty
      ? [{ table: 'practitioner_role', values: { user_id: person, specialty, owner: self } }]
      : []),
  ];
}

const WITHDRAWN = new Set(['revoked', 'cancelled', 'stopped', 'entered-in-error']);

function orderRows(reading: Reading): Rows {
  const { resource, self } = reading;
  const medication = object(resource.medicationReference, 'medicationReference');
  const concept = object(resource.code ?? resource.medicationCodeableConcept, 'code');
  const order = {
    order_id: self,
    patient_id: idOf(reading, resource.subject, 'Patient', 'subject'),
    encounter_ref: idOf(reading, resource.encounter, 'Encounter', 'encounter'),
    user_id: idOf(reading, resource.requester, 'Practitioner', 'requester'),
    code: codesOf(concept, 'code')[0] ?? text(medication?.reference, 'medicationReference') ?? '',
  };
  const placed = {
    table: 'order_event',
    values: { ...order, at: edge(resource.authoredOn, 'start', reading), what: 'placed' },
  };
  const status = text(resource.status, 'status') ?? '';
  if (!WITHDRAWN.has(status)) return [placed];
  const updated = edge(object(resource.meta, 'meta')?.lastUpdated, 'start', reading);
  return [placed, { table: 'order_event', values: { ...order, at: updated, what: 'cancelled' } }];
}
