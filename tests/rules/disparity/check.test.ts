import { loadRules } from '../../../src/rules/load.js';
import { catalogue, define } from '../support/definitions.js';
import { withRules } from '../support/faulty.js';
import { codes, marks, places, scratch } from '../support/files.js';
import { RATIO } from './support.js';

const files = scratch();
afterAll(files.remove);

const measures = [
  ...catalogue,
  { ...RATIO, by: ['tool' as const] },
  define('tool-reach', { by: ['tool', 'stratum', 'class'] }),
  define('wait-days', { kind: 'median', by: ['stratum'] }),
];
const load = (marked: string) =>
  loadRules(files.write('rules.yaml', marked.replaceAll('¦', '')), { measures });

const disparity = (rest: string) =>
  withRules(`rules:\n  - ¦{id: r, question: q, measure: disparity-ratio, basis: {kind: none}, ${rest}}`)
    .replace('¦{id', rest.includes('§') ? '¦{id' : '{id')
    .replaceAll('§', '');
const well = 'of: tool-reach, stratifier: language, between: [0.8, 1.25]';

test.each([
  ['without of', 'stratifier: language, between: [0.8, 1.25]§', ['missing-key']],
  ['without stratifier', 'of: tool-reach, between: [0.8, 1.25]§', ['missing-key']],
  ['of what', well.replace('tool-reach', '¦tool-rich'), ['unknown-measure tool-reach']],
  ['of a median', well.replace('tool-reach', '¦wait-days'), ['bad-value tool-reach']],
  ['of itself', well.replace('tool-reach', '¦disparity-ratio'), ['bad-value after-hours-share']],
  [
    'of what has no strata',
    well.replace('tool-reach', '¦alerts-per-encounter'),
    ['bad-value after-hours-share'],
  ],
  [
    'of what is only shown',
    well.replace('tool-reach', '¦logged-actions-per-encounter'),
    ['bad-value tool-reach'],
  ],
  ['which stratifier', well.replace('language', '¦langage'), ['bad-value language']],
  ['a margin on one side', well.replace('between: [0.8, 1.25]', '¦at-least: 0.8'), ['bad-value']],
  ['a margin without 1', well.replace('between: [0.8', 'between: ¦[1.1'), ['impossible-threshold']],
  ['by what else', `${well}, by: ¦class`, ['unknown-dimension tool']],
])('%s', (_, rest, expected) => {
  const marked = disparity(rest);
  const loaded = load(marked);
  const faults = loaded.ok ? [] : loaded.faults;
  expect(codes(faults).map((one) => one.split(' ')[0])).toEqual(expected.map((one) => one.split(' ')[0]));
  expect(places(faults)).toEqual(marks(marked));
});

test.each([
  ['key', '¦stratifier: language', ['unknown-key']],
  ['key of a map', 'where: {category: ¦telehealth}', ['bad-value']],
  ['category', 'by: tool, where: {category: ¦[telehelth]}', ['bad-value telehealth']],
])('of any other rule: %s', (_, rest, expected) => {
  const marked = withRules(
    `rules:\n  - {id: r, question: q, measure: tool-reach, at-least: 0.1, basis: {kind: none}, ${rest}}`,
  );
  const loaded = load(marked);
  const faults = loaded.ok ? [] : loaded.faults;
  expect(codes(faults)).toEqual(expected);
  expect(places(faults)).toEqual(marks(marked));
});

test('one that is well becomes a rule with its comparison', () => {
  const loaded = load(disparity(`${well}, reference: en, by: tool, where: {category: telehealth}`));
  expect(loaded.ok ? loaded.rules.rules : loaded.faults).toMatchObject([
    {
      measure: 'disparity-ratio',
      by: 'tool',
      where: { category: ['telehealth'] },
      comparison: { of: 'tool-reach', stratifier: 'language', reference: 'en' },
      threshold: { between: [0.8, 1.25] },
    },
  ]);
});
