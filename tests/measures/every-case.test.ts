import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadMeasures } from '../../src/measures/registry.js';
import { truth } from '../practice/clinic/books/truth.js';
import { live } from '../practice/clinic/simulate.js';

const CASES = join(dirname(fileURLToPath(import.meta.url)), 'cases');

/**
 * Measures that the clinic's books do not hold, and why. A disparity has no cells of its own: a rule says of which
 * measure and which stratum it is, and the books have that measure by stratum.
 */
const NOT_IN_THE_BOOKS = new Set(['disparity-ratio']);

/** Measures that no case table names as `'id'`; a longer name that holds it is another. */
const withoutCase = (ids: readonly string[], texts: readonly string[]): string[] =>
  ids.filter((id) => !texts.some((text) => text.includes(`'${id}'`)));

/** Measures of which the books have no figure: a key is the id, or the id, a blank and which of its figures it is. */
const withoutFigure = (ids: readonly string[], keys: readonly string[]): string[] => {
  const known = new Set(keys.map((key) => key.split(' ', 1)[0]));
  return ids.filter((id) => !known.has(id));
};

const ids = loadMeasures().map(({ id }) => id);

test('every measure has a table of cases that were worked out by hand', () => {
  const texts = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(CASES, name), 'utf8'));
  expect(texts.length).toBeGreaterThan(0);
  expect(withoutCase(ids, texts)).toEqual([]);
});

test('every measure is in the books of the practice clinic', () => {
  // A tenth of what people do there; the tables beside the log are as long as ever.
  const { books } = live({ seed: 1, neutral: false, busyness: 0.1 });
  const { measures } = truth(books, { seed: 1, neutral: false });
  const keys = Object.keys(measures);
  expect(withoutFigure(ids, keys)).toEqual([...NOT_IN_THE_BOOKS]);
});

describe('the helpers', () => {
  test('a measure that nobody wrote a case for is told, also where its name is part of another', () => {
    const texts = ["measured('repeat-share', files)", "x: { measure: 'acted-on-per-click' }"];
    expect(withoutCase(['repeat-share', 'repeat', 'acted-on-per-click', 'acted-on'], texts)).toEqual([
      'repeat',
      'acted-on',
    ]);
    expect(withoutCase(['repeat-share'], [])).toEqual(['repeat-share']);
  });

  test('and one that the books lack; a variant or a part of it is enough', () => {
    const keys = ['dwell-time', 'override-rate all', 'activity-share 300 by activity=inbox'];
    expect(
      withoutFigure(['dwell-time', 'override-rate', 'activity-share', 'dwell', 'planted-measure'], keys),
    ).toEqual(['dwell', 'planted-measure']);
  });
});
