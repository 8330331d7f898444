import { READERS } from '../../src/feeds/fhir/clinical.js';
import { Ids } from '../../src/feeds/fhir/reference.js';
import type { JsonObject } from '../../src/feeds/fhir/shape.js';
import { keptAs, type SiteStrata, siteStrata, type WrittenStrata } from '../../src/store/config/strata.js';

const ids = new Ids('main', [{ alias: 'main', base: 'https://ehr.example.org/fhir', home: true }]);

/** The rows that a resource gives to a table, under a site's `strata:`. */
function rowsOf(resource: object, { table = 'patient_stratum', strata = {} as WrittenStrata } = {}) {
  const { resourceType, id } = resource as { resourceType: string; id: string };
  const reading = {
    resource: resource as JsonObject,
    self: `${resourceType}/${id}`,
    ids,
    timeZone: 'America/New_York',
    strata: siteStrata(strata),
  };
  return READERS[resourceType]!(reading)
    .filter((row) => row.table === table)
    .map(({ values }) => values);
}

const patient = (said: object) => ({ resourceType: 'Patient', id: 'p', ...said });
const values = (said: object, strata: WrittenStrata = {}) =>
  Object.fromEntries(rowsOf(patient(said), { strata }).map(({ stratifier, value }) => [stratifier, value]));

const speaks = (code: string, more: object = {}) => ({ language: { coding: [{ code }] }, ...more });
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-';
const omb = (what: string, ...codes: string[]) => ({
  url: US_CORE + what,
  extension: [
    ...codes.map((code) => ({ url: 'ombCategory', valueCoding: { code } })),
    { url: 'text', valueString: 'said otherwise' },
  ],
});
const needed = (code: string) => ({ url: `${US_CORE}interpreter-needed`, valueCoding: { code } });

test.each([
  ['nothing said, nothing known', {}, {}],
  ['a name says nothing', { name: [{ family: 'García', given: ['María'] }] }, {}],
  ['the first language', { communication: [speaks('es'), speaks('en')] }, { language: 'es' }],
  [
    'the preferred one',
    { communication: [speaks('es'), speaks('en', { preferred: true })] },
    { language: 'en' },
  ],
  [
    'interpreter',
    {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired', valueBoolean: false },
      ],
    },
    { interpreter: 'false' },
  ],
  ['interpreter, as US Core has it', { extension: [needed('373066001')] }, { interpreter: 'true' }],
  ['interpreter not needed', { extension: [needed('373067005')] }, { interpreter: 'false' }],
  ['interpreter: not known is not no', { extension: [needed('asked-unknown')] }, {}],
  [
    'race and ethnicity, of several the first',
    { extension: [omb('race', '2106-3', '2028-9'), omb('ethnicity', '2186-5')] },
    { race: '2106-3', ethnicity: '2186-5' },
  ],
  ['a race in words only is none of the categories', { extension: [omb('race')] }, {}],
  [
    'sex and birth date',
    { gender: 'female', birthDate: '1980-05' },
    { sex: 'female', 'birth-date': '1980-05' },
  ],
])('%s', (_, said, expected) => {
  expect(values(said)).toEqual(expected);
});

test('what a site puts off is not even stored', () => {
  const said = { gender: 'female', birthDate: '1980-05-01', communication: [speaks('es')] };
  expect(values(said, { age: 'off', language: 'off' })).toEqual({ sex: 'female' });
});

describe('address', () => {
  const strata: WrittenStrata = {
    address: { part: 'postalCode', values: { rural: ['59*'], urban: '60*' } },
  };
  const kept = keptAs('address', siteStrata(strata))!;
  const at = (postalCode: string, more: object = {}) => ({ postalCode, line: ['1 Main St'], ...more });

  test('does not exist unless it is configured', () => {
    expect(rowsOf(patient({ address: [at('59001')] }))).toEqual([]);
  });

  test.each([
    ['fits', [at('59001')], 'rural'],
    ['fits none', [at('10001')], 'other'],
    ['the home', [at('60001'), at('59001', { use: 'home' })], 'rural'],
    ['not an old one', [at('59001', { use: 'old' }), at('60001')], 'urban'],
    [
      'one without an end first',
      [at('59001', { use: 'home', period: { end: '2020-01-01' } }), at('60001')],
      'urban',
    ],
    ['an end may be still to come', [at('59001', { period: { end: '2030-01-01' } })], 'rural'],
    ['no such part', [{ city: 'Miles City' }], undefined],
    ['billing only', [at('59001', { use: 'billing' })], undefined],
    ['none', [], undefined],
  ])('%s', (_, address, expected) => {
    expect(values({ address }, strata)[kept]).toBe(expected);
  });

  test('the address itself is not kept', () => {
    const rows = JSON.stringify(rowsOf(patient({ address: [at('59001')] }), { strata }));
    expect(rows).not.toMatch(/59001|Main/);
  });
});

describe('Coverage', () => {
  const strata: WrittenStrata = {
    coverage: {
      values: {
        public: ['http://terminology.hl7.org/CodeSystem/v3-ActCode|PUBLICPOL', 'MCPOL'],
        none: ['pay'],
      },
    },
  };
  const coverage = (more: object = {}) => ({
    resourceType: 'Coverage',
    id: 'c',
    status: 'active',
    beneficiary: { reference: 'Patient/p' },
    subscriberId: 'XYZ-1',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PUBLICPOL' }] },
    period: { start: '2026-01-01', end: '2026-06-30' },
    ...more,
  });
  const type = (...coding: object[]) => ({ type: { coding } });
  const typed = (more: object) => rowsOf(coverage(more), { strata })[0]?.value;

  test('gives nothing unless it is configured', () => {
    expect(rowsOf(coverage())).toEqual([]);
  });

  test('a row of the patient, with its period, owned by the Coverage', () => {
    expect(rowsOf(coverage(), { strata })).toEqual([
      {
        patient_id: 'Patient/p',
        stratifier: keptAs('coverage', siteStrata(strata)),
        value: 'public',
        started: BigInt(Date.parse('2026-01-01T05:00:00Z')) * 1000n,
        ended: BigInt(Date.parse('2026-07-01T04:00:00Z')) * 1000n,
        owner: 'Coverage/c',
      },
    ]);
  });

  test.each([
    ['a code alone', type({ code: 'MCPOL' }), 'public'],
    ['a code of any system', type({ system: 'urn:x', code: 'MCPOL' }), 'public'],
    ['the code of another system', type({ system: 'urn:x', code: 'PUBLICPOL' }), 'other'],
    ['a code that fits none', type({ code: 'AUTOPOL' }), 'other'],
    ['of several codes', type({ code: 'AUTOPOL' }, { code: 'pay' }), 'none'],
    ['no code', { type: { text: 'Blue' } }, undefined],
    ['cancelled', { status: 'cancelled' }, undefined],
    ['nobody’s', { beneficiary: undefined }, undefined],
  ])('%s', (_, more, expected) => {
    expect(typed(more)).toBe(expected);
  });
});

test('a change of the names makes another stratifier: rows of before are told apart', () => {
  const before = siteStrata({ address: { part: 'state', values: { a: 'MT' } } });
  const after = siteStrata({ address: { part: 'state', values: { a: 'ND' } } });
  const turned = (names: Record<string, string>): SiteStrata =>
    siteStrata({ address: { part: 'state', values: names } });
  expect(keptAs('address', before)).not.toBe(keptAs('address', after));
  expect(keptAs('address', turned({ a: 'MT', b: 'N*' }))).not.toBe(
    keptAs('address', turned({ b: 'N*', a: 'MT' })),
  );
  expect(keptAs('coverage', before)).toBeNull();
});

describe('CareTeam', () => {
  const member = (reference: string, more: object = {}) => ({ member: { reference }, ...more });
  const teamOf = (more: object) =>
    rowsOf(
      {
        resourceType: 'CareTeam',
        id: 't',
        status: 'active',
        subject: { reference: 'Patient/p' },
        period: { start: '2026-01-01' },
        ...more,
      },
      { table: 'care_team' },
    );
  const day = (date: string) => BigInt(Date.parse(`${date}T05:00:00Z`)) * 1000n;

  test('practitioners and roles, not relatives, teams or the patient', () => {
    const participant = [
      'Practitioner/d',
      'PractitionerRole/r',
      'RelatedPerson/x',
      'Patient/p',
      'CareTeam/u',
    ].map((one) => member(one));
    expect(teamOf({ participant })).toEqual(
      ['Practitioner/d', 'PractitionerRole/r'].map((user_id) => ({
        patient_id: 'Patient/p',
        user_id,
        started: day('2026-01-01'),
        ended: null,
        owner: 'CareTeam/t',
      })),
    );
  });

  test.each([
    ['R4', 'period'],
    ['R5', 'coveragePeriod'],
  ])('%s: a member’s own time; what it leaves open the team’s says', (_, key) => {
    const own = member('Practitioner/d', { [key]: { start: '2026-02-01' } });
    expect(teamOf({ participant: [own], period: { start: '2026-01-01', end: '2026-02-28' } })).toMatchObject([
      { started: day('2026-02-01'), ended: day('2026-03-01') },
    ]);
  });

  test.each([
    ['active', 1],
    ['suspended', 1],
    ['inactive', 1],
    ['proposed', 0],
    ['entered-in-error', 0],
  ])('status %s', (status, rows) => {
    expect(teamOf({ status, participant: [member('Practitioner/d')] })).toHaveLength(rows);
  });

  test('twice in two roles: until the later end', () => {
    const until = (end?: string) =>
      member('Practitioner/d', { period: { start: '2026-01-01', ...(end ? { end } : {}) } });
    expect(
      teamOf({ participant: [until('2026-01-10'), until('2026-01-20'), until('2026-01-15')] }),
    ).toMatchObject([{ ended: day('2026-01-21') }]);
    expect(teamOf({ participant: [until('2026-01-10'), until()] })).toMatchObject([{ ended: null }]);
  });

  test('known by identifier only; a group is no patient', () => {
    const participant = [{ member: { identifier: { system: 'urn:s', value: '7' } } }];
    expect(teamOf({ participant })).toMatchObject([{ user_id: 'Practitioner?identifier=urn:s|7' }]);
    expect(teamOf({ participant, subject: { reference: 'Group/g' } })).toEqual([]);
  });
});
