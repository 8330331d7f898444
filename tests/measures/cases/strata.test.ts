import { type Files, measured, ndjson, visit } from './support/measured.js';

const period = { from: '2026-07-01', to: '2026-07-31' };
const SITE = `timeZone: America/New_York
minClinicians: 1
servers: [{alias: main, base: "https://ehr.example.org/fhir", home: true}]
`;
const STRATA = `strata:
  coverage: { values: { public: [MCPOL, PUBLICPOL], private: [PPO], none: [pay] } }
  address: { part: state, values: { here: [NY] } }
`;
const patient = (id: string, state: string | null, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  ...(state ? { address: [{ state }] } : {}),
  ...more,
});
const coverage = (id: string, of: string, code: string, start: string, end?: string, more: object = {}) => ({
  resourceType: 'Coverage',
  id,
  status: 'active',
  beneficiary: { reference: `Patient/${of}` },
  type: { coding: [{ code }] },
  period: { start, ...(end ? { end } : {}) },
  ...more,
});
const on = (id: string, of: string, day: string, code = 'AMB') =>
  visit(id, {
    subject: { reference: `Patient/${of}` },
    class: { code },
    period: { start: `2026-07-${day}T09:00:00-04:00`, end: `2026-07-${day}T10:00:00-04:00` },
  });
const files: Files = {
  'site.yaml': SITE + STRATA,
  'fhir.ndjson': ndjson(
    patient('p1', 'NY', { birthDate: '1950-07-10', gender: 'female' }),
    patient('p2', 'NJ'),
    patient('p3', null),
    coverage('c1', 'p1', 'PPO', '2026-01-01', '2026-07-07'), // the day included
    coverage('c2', 'p1', 'MCPOL', '2026-07-08'),
    coverage('c3', 'p2', 'AUTOPOL', '2026-01-01'), // other
    coverage('c4', 'p2', 'pay', '2026-07-08'), // two at once: a name goes before other
    coverage('c5', 'p3', 'PPO', '2026-01-01', undefined, { status: 'cancelled' }),
    on('a1', 'p1', '07'),
    on('a2', 'p1', '08', 'VR'),
    on('b1', 'p2', '07'),
    on('b2', 'p2', '08'),
    on('d1', 'p3', '08'),
  ),
};
const by = async (stratifier: string, given: Files) => {
  const { sums } = await measured('virtual-visit-share', given, { ...period, by: 'stratum' });
  const own = Object.entries(sums).filter(([name]) => name.startsWith(`${stratifier}=`));
  return Object.fromEntries(own.map(([name, sum]) => [name.slice(stratifier.length + 1), sum]));
};

test('coverage is that of the day; of several the first name; nothing active is missing', async () => {
  expect(await by('coverage', files)).toEqual({
    missing: [0, 1],
    none: [0, 1],
    other: [0, 1],
    private: [0, 1],
    public: [1, 1],
  });
});

test('address by the part that is configured', async () => {
  expect(await by('address', files)).toEqual({ here: [1, 2], other: [0, 2], missing: [0, 1] });
});

test('neither exists unless it is configured', async () => {
  const plain = { ...files, 'site.yaml': SITE };
  expect(await by('coverage', plain)).toEqual({});
  expect(await by('address', plain)).toEqual({});
  expect(await by('sex', plain)).toEqual({ female: [1, 2], missing: [0, 3] });
});

test('the age is that at the encounter; put off it is none', async () => {
  expect(await by('age', files)).toEqual({ '65-79': [1, 2], missing: [0, 3] });
  expect(await by('age', { ...files, 'site.yaml': `${SITE}strata: { age: off }\n` })).toEqual({});
});
