import fc from 'fast-check';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** References as real logs write them, and as none should. */
const references = [
  'Practitioner/1',
  'Patient/5',
  'Encounter/8',
  'Practitioner/1/_history/2',
  'PractitionerRole/7',
  'https://ehr.example.org/fhir/Practitioner/1',
  'https://ehr.example.org/fhir/Patient/5/_history/3',
  'https://lab.example.org/r4/Practitioner/2',
  'https://elsewhere.example/Person/9',
  'lab:Practitioner/4',
  'main:Patient/5',
  'urn:uuid:0b7c2c7e-5d4b-4f6a-9a0f-0c7a7f6b0f11',
  'urn:oid:1.2.3',
  'Patient/5/Observation/6',
  '/Patient/5',
  'Patient/',
  'Patient',
  'patient/5',
  'Encounter/8/_history/1',
  'Encounter/8?x=1',
  'Practitioner?identifier=urn:x|1',
  'Practitioner/a:b',
  'Practitioner/[1]',
  'Practitioner/{1}',
  'RelatedPerson/3',
  'Device/cpoe',
  'Organization/é',
  '#me',
  '#nobody',
  '#',
  '',
  ' Patient/5',
  'x',
];

const instants = [
  '2026-03-01T13:05:00Z',
  '2026-03-01T13:05:00.1Z',
  '2026-03-01T13:05:00.123456789-05:00',
  '2026-03-01T13:05:60Z',
  '2026-03-01T24:00:00Z',
  '2026-03-01T13:05:00',
  '2026-03-01T13:05Z',
  '2026-03-01T13:05:00.Z',
  '2026-03-01T13:05:0Z',
  '2026-03-01T13:05:00+14:00',
  '2026-03-01T13:05:00+15:00',
  '2026-03-01T13:05:00+05:75',
  '2026-02-30T13:05:00Z',
  '2026-13-01T13:05:00Z',
  '2026-03-01 13:05:00Z',
  '1753-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '1989-12-31T20:00:00-05:00',
  '1990-01-01T00:00:00+05:00',
  '2100-12-31T23:59:59.999999Z',
  '2100-12-31T23:59:59-01:00',
  '2101-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '20260301T130500Z',
  '+026-03-01T13:05:00Z',
  '2O26-03-01T13:05:00Z',
  'infinity',
  'now',
  '',
];

function mostlyAbsent(value: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, value);
}

const identifiers: Json[] = [
  { system: 'urn:x', value: '1' },
  { value: 'a|b' },
  { system: 'urn:x' },
  { system: '', value: '' },
  { value: 7 },
];

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);

/** Five times of six as usual: what is odd in every way at once tells nothing of the usual path. */
function mostly(usual: string, odd: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, pick(odd));
}

const odd = pick(references.slice(10));
const usual = pick(references.slice(0, 10));

const whos: fc.Arbitrary<Json> = fc.record(
  {
    reference: fc.oneof({ weight: 4, arbitrary: usual }, odd),
    type: pick(['Practitioner', 'Patient', 'http://hl7.org/fhir/StructureDefinition/Patient', 'Device', '']),
    display: pick(['Ann', '']),
    identifier: pick(identifiers),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Json>;

const concepts: fc.Arbitrary<Json> = fc.record(
  {
    coding: fc.array(fc.record({ code: pick(['110153', '110150', 'IRCP', '1', '']) }, { requiredKeys: [] }), {
      maxLength: 3,
    }),
    text: pick(['t']),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Json>;

const agents: fc.Arbitrary<Json> = fc.record(
  {
    type: concepts,
    who: whos,
    requestor: pick<Json>([true, false, true, false, null]),
    name: pick(['Bob', '']),
    altId: pick(['b', '']),
    network: pick<Json>([{ address: '10.0.0.1' }, { address: '' }, {}]),
    networkString: pick(['ws', '']),
    networkUri: pick(['urn:ws']),
    networkReference: pick<Json>([{ reference: 'Endpoint/1' }]),
    extension: pick<Json>([
      [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/auditevent-AlternativeUserID',
          valueIdentifier: { value: 'alt' },
        },
      ],
      [{ url: 'urn:other' }],
    ]),
    purposeOfUse: fc.array(concepts, { maxLength: 2 }),
    authorization: fc.array(concepts, { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Json>;

const entities: fc.Arbitrary<Json> = fc.record(
  {
    what: whos,
    role: fc.oneof(concepts, fc.record({ code: pick(['1', '2', '4']) }) as fc.Arbitrary<Json>),
    query: pick(['cGF0aWVudD0x']),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Json>;

const codings = fc.record(
  { system: pick(['urn:s']), code: pick(['rest', 'read', '']) },
  { requiredKeys: [] },
);

/** AuditEvents of every shape that R4 and R5 allow, and some that neither does. */
const events: fc.Arbitrary<{ [key: string]: Json }> = fc.record(
  {
    resourceType: fc.constant('AuditEvent'),
    id: mostly('a1', ['x"y', 'é', '', ' ']),
    meta: fc.record(
      {
        lastUpdated: mostly('2026-03-02T00:00:00.5Z', instants),
        versionId: pick(['1', '007', 'W/"2"', '123456789012345678901', '']),
      },
      { requiredKeys: [] },
    ),
    contained: mostlyAbsent(
      pick<Json>([
        [{ resourceType: 'Practitioner', id: 'me', identifier: [{ system: 'urn:x', value: '4' }] }],
        [{ resourceType: 'Patient', id: 'me', name: [{ family: 'F' }] }],
        [],
      ]),
    ),
    extension: fc.constant([
      {
        url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter',
        valueReference: { reference: 'Encounter/77' },
      },
    ]),
    type: fc.oneof(codings as fc.Arbitrary<Json>, concepts),
    subtype: fc.array(codings, { maxLength: 3 }),
    category: fc.array(concepts, { maxLength: 2 }),
    code: concepts,
    action: pick(['C', 'R', 'E', '']),
    recorded: mostly('2026-03-01T13:05:00Z', instants),
    outcome: pick<Json>(['0', { code: { code: '8' } }, { code: {} }, {}, '', null]),
    purposeOfEvent: fc.array(concepts, { maxLength: 2 }),
    authorization: fc.array(concepts, { maxLength: 2 }),
    agent: fc.array(agents, { maxLength: 4, size: 'small' }),
    source: fc.record(
      {
        observer: whos,
        site: fc.oneof(pick<Json>(['Main', '', null, {}]), whos),
      },
      { requiredKeys: [] },
    ),
    entity: fc.array(entities, { maxLength: 6, size: 'small' }),
    patient: whos,
    encounter: whos,
  },
  { requiredKeys: ['resourceType', 'id', 'recorded', 'contained'] },
) as fc.Arbitrary<{ [key: string]: Json }>;

const retyped: Json[] = ['text', 7, true, null, [], {}, ['a'], [{}], { reference: 'Patient/1' }, '{', '['];

interface Cut {
  at: number;
  how: 'drop' | 'rename' | 'retype';
  to: Json;
}

/** One member somewhere inside goes, is called otherwise or holds something of another type. */
function cutAt(event: { [key: string]: Json }, { at, how, to }: Cut): { [key: string]: Json } {
  const copy = structuredClone(event);
  const places: { holder: { [key: string]: Json } | Json[]; key: string | number }[] = [];
  const visit = (value: Json) => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      places.push({ holder: value as { [key: string]: Json }, key });
      visit((value as { [key: string]: Json })[key]!);
    }
  };
  visit(copy);
  const place = places[at % places.length]!;
  const holder = place.holder as { [key: string]: Json };
  if (how === 'retype') holder[place.key] = to;
  else if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
  else {
    const value = holder[place.key]!;
    delete holder[place.key];
    if (how === 'rename') holder[`${place.key}X`] = value;
  }
  return copy;
}

function withCut(how: readonly Cut['how'][]): fc.Arbitrary<string> {
  const cut = fc.record({ at: fc.nat(), how: pick(how), to: pick(retyped) });
  return fc.tuple(events, cut).map(([event, where]) => JSON.stringify(cutAt(event, where)));
}

/** AuditEvents as lines of NDJSON, as they are or with a member dropped or renamed. */
export const oddAuditEvents: fc.Arbitrary<string> = fc.oneof(
  events.map((event) => JSON.stringify(event)),
  withCut(['drop', 'rename']),
);

/** With a member of another type. */
export const retypedAuditEvents: fc.Arbitrary<string> = withCut(['retype']);
