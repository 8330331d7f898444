import { act, mini, visit } from './mini.js';

const NPI = 'urn:npi';

function who(who: object, more: object = {}): Record<string, unknown> {
  return { agent: [{ requestor: true, who, ...more }] };
}

function kinds(...agents: object[][]) {
  const found = mini({ fhir: [visit('e1'), ...agents.map((agent) => act('09:00:00', { agent }))] });
  const { clinicianEvents, systemEvents, otherEvents } = found.coverage;
  return { clinicianEvents, systemEvents, otherEvents };
}

test('one person by reference, version, base, role, identifier and containment', () => {
  // Six names of d1, and d2 once: two clinicians.
  const found = mini({
    fhir: [
      visit('e1'),
      { resourceType: 'Practitioner', id: 'd1', identifier: [{ system: NPI, value: '11' }] },
      { resourceType: 'PractitionerRole', id: 'r1', practitioner: { identifier: { value: '11' } } },
      act('09:00:00', who({ reference: 'Practitioner/d1' })),
      act('09:00:10', who({ reference: 'https://ehr.example.org/fhir/Practitioner/d1/_history/4' })),
      act('09:00:20', who({ reference: 'PractitionerRole/r1' })),
      act('09:00:30', who({ identifier: { system: NPI, value: '11' } })),
      act('09:00:40', who({ identifier: { value: '11' } })),
      act('09:00:50', {
        ...who({ reference: '#x' }),
        contained: [{ resourceType: 'Practitioner', id: 'x', identifier: [{ system: NPI, value: '11' }] }],
      }),
      act('09:01:00', who({ reference: 'Practitioner/d2' })),
    ],
  });
  expect(found.row('Encounter/e1')).toMatchObject({
    clinicians: 2,
    logged_actions: 7,
    ehr_active_seconds: 50,
  });
  expect(found.coverage.resolved.user).toBe(1);
});

test('an identifier borne by two stays as written', () => {
  const bearer = (id: string) => ({
    resourceType: 'Practitioner',
    id,
    identifier: [{ system: NPI, value: '33' }],
  });
  const found = mini({
    fhir: [
      visit('e1'),
      bearer('d3'),
      bearer('d4'),
      act('09:00:00', who({ identifier: { system: NPI, value: '33' } })),
    ],
  });
  expect(found.row('Encounter/e1').clinicians).toBe(1);
  expect(found.coverage.resolved.user).toBe(0);
});

test('linked patients are one, along a chain', () => {
  // p-older is replaced by p-old, and p1 replaces p-old.
  const found = mini({
    fhir: [
      visit('e1'),
      {
        resourceType: 'Patient',
        id: 'p1',
        link: [{ other: { reference: 'Patient/p-old' }, type: 'replaces' }],
      },
      {
        resourceType: 'Patient',
        id: 'p-older',
        link: [{ other: { reference: 'Patient/p-old' }, type: 'replaced-by' }],
      },
      act('09:00:00', { patient: 'p-older' }),
      act('09:00:01', { patient: 'p-old' }),
    ],
  });
  expect(found.row('Encounter/e1')).toMatchObject({ period: 2, interactions: 1 });
});

test('kinds', () => {
  const machine = { type: { coding: [{ code: 'x' }, { code: '110152' }] } };
  // a person in a machine role acts only when it requests; by identifier alone it then is a machine
  expect(kinds([{ ...machine, who: { reference: 'Practitioner/d1' } }])).toMatchObject({ systemEvents: 1 });
  expect(kinds([{ ...machine, requestor: true, who: { reference: 'Practitioner/d1' } }])).toMatchObject({
    clinicianEvents: 1,
  });
  expect(kinds([{ ...machine, requestor: true, who: { identifier: { value: '1' } } }])).toMatchObject({
    systemEvents: 1,
  });
  // no machine role: altId, name or display make a clinician, nothing at all an unidentified row
  expect(kinds([{ requestor: true, altId: '7' }], [{ requestor: true, name: 'Dr A' }])).toMatchObject({
    clinicianEvents: 2,
  });
  expect(kinds([{ requestor: true, policy: ['p'] }])).toMatchObject({ otherEvents: 1 });
  expect(kinds([{ requestor: false, who: { display: 'Dr A' } }])).toMatchObject({ systemEvents: 1 });
  expect(kinds([{ requestor: true, who: { reference: 'Device/x' } }])).toMatchObject({ systemEvents: 1 });
  // the first requestor that is a person comes before an earlier person
  expect(
    kinds([{ who: { reference: 'Practitioner/d1' } }, { requestor: true, who: { reference: 'Patient/p1' } }]),
  ).toMatchObject({ otherEvents: 1 });
});

test('a contained person without identifier and name: a logged action, but no clinician and in no chain', () => {
  const found = mini({
    fhir: [
      visit('e1'),
      act('09:00:00', {
        ...who({ reference: '#x' }),
        contained: [{ resourceType: 'Practitioner', id: 'x' }],
      }),
      act('09:00:10'),
      act('09:00:20'),
    ],
  });
  expect(found.row('Encounter/e1')).toMatchObject({
    logged_actions: 3,
    clinicians: 1,
    ehr_active_seconds: 10,
  });
});

test('background rows leave the chain; rows of our own app stay in it and are shown nowhere', () => {
  // d1: 09:00:00, own 09:00:10, background 09:00:15, 09:00:30. Gaps: 10 s, 20 s (own's, shown nowhere), none.
  const by = (observer: string) => ({ source: { observer: { reference: `Device/${observer}` } } });
  const found = mini({
    fhir: [
      visit('e1'),
      act('09:00:00'),
      act('09:00:10', by('own')),
      act('09:00:15', by('board')),
      act('09:00:30'),
      act('09:00:40', { ...by('own'), encounter: 'ghost' }),
    ],
    tools:
      'tools: [{id: mission-audit, match: [{observer: Device/own}]}]\nbackground: [{observer: "Device/b*"}]\nnotPeople: []\n',
  });
  expect(found.encounters).toHaveLength(1);
  // the last gap but one, 09:00:30 → 09:00:40, is the plain row's: 10 + 10 s
  expect(found.row('Encounter/e1')).toMatchObject({ logged_actions: 2, ehr_active_seconds: 20, tools: 0 });
  expect(found.coverage).toMatchObject({ clinicianEvents: 5, backgroundEvents: 1 });
  expect(found.coverage.attribution).toMatchObject({ explicit: 1, period: 3 });
});

test('another server: relative ids are its own, absolute ones of the home server are home', () => {
  const found = mini({
    fhir: [visit('e1')],
    lab: [
      visit('e1', { subject: { reference: 'https://ehr.example.org/fhir/Patient/p1' } }),
      act('09:00:00', { entity: [{ what: { reference: 'Encounter/e1' } }] }),
      act('09:00:01', {
        entity: [{ what: { reference: 'https://ehr.example.org/fhir/Encounter/e1/_history/2' } }],
      }),
    ],
  });
  expect(found.row('lab:Encounter/e1')).toMatchObject({ patient_id: 'Patient/p1', explicit: 1 });
  // main has no audit feed of its own: readings.md, 3
  expect(found.row('Encounter/e1').explicit).toBeNull();
});
