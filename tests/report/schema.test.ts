import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

const schema = JSON.parse(readFileSync('docs/result.schema.json', 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const faults = (value: unknown): string[] => {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

test.each([
  ['a rich result', richResult()],
  ['an empty one', emptyResult()],
  ['one of hostile strings', hostile(richResult())],
])('%s is valid', (_, result) => {
  expect(faults(result)).toEqual([]);
});

/** Every object of the result whose keys the contract fixes, by path. */
const objects = (value: unknown, path: string[] = []): string[][] => {
  if (typeof value !== 'object' || value === null) return [];
  const free = ['inputs', 'resources', 'unknownResources', 'quarantine', 'by'].includes(path.at(-1) ?? '');
  const open = free || (path.at(-1) === 'questions' && path.length > 1);
  const inner = Object.entries(value).flatMap(([key, it]) => objects(it, [...path, key]));
  return Array.isArray(value) || open ? inner : [path, ...inner];
};

test('no object takes a property that the contract does not know', () => {
  for (const path of objects(richResult())) {
    const result = richResult();
    const target = path.reduce((at, key) => (at as Record<string, unknown>)[key], result as unknown);
    (target as Record<string, unknown>).surprise = 1;
    expect([path, faults(result).length > 0]).toEqual([path, true]);
  }
});

type Rich = ReturnType<typeof richResult>;

const wrong: [string, (result: Rich) => void][] = [
  [
    'a suppressed value',
    ({ measurements }) => Object.assign(measurements.find(({ suppressed }) => suppressed)!, { value: 0.5 }),
  ],
  ['a reason beside a pass', ({ findings }) => Object.assign(findings[0]!, { reason: 'too-few' })],
  [
    'cannot tell without a reason',
    ({ findings }) => Object.assign(findings.find(({ reason }) => reason)!, { reason: null }),
  ],
  ['a waiver of what is not waived', ({ findings }) => Object.assign(findings[0]!, { waiver: {} })],
  [
    'a bin of 7 encounters',
    ({ charts }) => Object.assign(charts.distributions[0]!.bins[0]!, { encounters: 7 }),
  ],
  ['an unknown status', ({ questions }) => Object.assign(questions[0]!, { status: 'ok' })],
  ['two thresholds', ({ findings }) => Object.assign(findings[0]!.threshold, { 'at-most': 1 })],
  ['a share above 1', ({ coverage }) => Object.assign(coverage, { unmappedShare: 12 })],
  ['a day that is none', ({ period }) => Object.assign(period, { from: '2026-02-31' })],
];

test.each(wrong)('%s is refused', (_, spoil) => {
  const result = richResult();
  spoil(result);
  expect(faults(result)).not.toEqual([]);
});
