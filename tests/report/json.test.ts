import { json } from '../../src/report/json.js';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, shuffled(inner)]);
  return Object.fromEntries(entries.reverse());
};

test.each([
  ['rich', richResult()],
  ['empty', emptyResult()],
  ['hostile', hostile(richResult())],
])('a %s result comes back as it was', (_, result) => {
  expect(JSON.parse(json(result))).toEqual(result);
});

test('the order of keys is fixed, and begins as the contract does', () => {
  const written = json(richResult());
  expect(json(shuffled(richResult()) as ReturnType<typeof richResult>)).toBe(written);
  expect(Object.keys(JSON.parse(written))).toEqual([
    ...['schema', 'generator', 'inputs', 'period', 'coverage', 'measurements', 'findings', 'questions'],
    ...['tools', 'charts', 'waivers', 'internal', 'summary', 'disparities'],
  ]);
  expect(written.endsWith('}\n')).toBe(true);
});
