import { careTeamRows } from './care-team.js';
import { edge, idOf, period, type Reading, type Rows } from './clinical-reading.js';
import { coverageRows } from './coverage.js';
import { identifiersOf } from './reference.js';
import { codesOf, type JsonObject, object, objects, text } from './shape.js';
import { strataRows } from './strata.js';

export type { Reading, Rows };

/** The resource types that are read, each with its reader. */
export const READERS: Record<string, (reading: Reading) => Rows> = {
  Encounter: encounterRows,
  Appointment: appointmentRows,
  Patient: patientRows,
  Practitioner: ({ resource, self }) => identityRows('Practitioner', resource, self),
  PractitionerRole: roleRows,
  ServiceRequest: orderRows,
  MedicationRequest: orderRows,
  Coverage: coverageRows,
  CareTeam: careTeamRows,
};

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
  return [...identityRows('Patient', resource, self), ...links, ...strataRows(reading)];
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
  // Who asked for it is known, and not who took it back.
  const cancelled = { ...order, user_id: '', at: updated, what: 'cancelled' };
  return [placed, { table: 'order_event', values: cancelled }];
}
