import { formats } from '../../src/report/index.js';
import { richResult } from './fixture.js';

test.each(Object.entries(formats))('%s prints a result and leaves it as it was', async (_, { format }) => {
  const result = richResult();
  const printed = await format(result, {});
  expect(printed.length).toBeGreaterThan(1000);
  expect(result).toEqual(richResult());
});

test('each format names its type', () => {
  const types = Object.entries(formats).map(([name, { contentType }]) => [name, contentType.split(';')[0]]);
  expect(types).toEqual([
    ['text', 'text/plain'],
    ['json', 'application/json'],
    ['csv', 'text/csv'],
    ['html', 'text/html'],
    ['fhir', 'application/fhir+json'],
  ]);
});
