import type { MeasureCell, MeasureRequest } from '../../src/measures/measure.js';
import type { Finding } from '../../src/result.js';
import { judge } from '../../src/rules/judge.js';
import { around, cell, evaluating, ruleOf, setOf } from './support/cells.js';
import { catalogue } from './support/definitions.js';

const definitions = catalogue.filter(({ id }) => id === 'override-rate' || id === 'response-coverage');
const now = new Date('2026-06-15T12:00:00Z');

type Counts = [accepted: number, overridden: number, unanswered: number];

/** The two variants of the override rate, from six clinicians with the same counts each. */
function rates([accepted, overridden, unanswered]: Counts, said: Partial<MeasureCell> = {}): MeasureCell[] {
  const all = accepted + overridden + unanswered;
  return [
    cell(Array(6).fill([overridden, accepted + overridden]), { ...said, variant: 'answered' }),
    cell(Array(6).fill([overridden + unanswered, all]), { ...said, variant: 'all' }),
  ];
}

async function findingsOf(rule: ReturnType<typeof ruleOf>, answer: Parameters<typeof evaluating>[0]) {
  const { evaluate } = evaluating(answer);
  const options = { evaluate, definitions, minClinicians: 5, unmappedShare: 0, now };
  return (await judge(setOf([rule]), options)).findings;
}

const said = ({ status, reason, why }: Finding) => `${reason ?? status}: ${why}`;

async function statusOf(site: Counts, tool: Counts, most = 0.9) {
  const answer = ({ by }: MeasureRequest) => (by ? rates(tool, { by: { tool: 'a' } }) : rates(site));
  const rule = ruleOf({ measure: 'override-rate', by: 'tool', threshold: { 'at-most': most } });
  return said((await findingsOf(rule, answer))[0]!);
}

const cases: [string, Counts, Counts, number, RegExp][] = [
  ['both ways within', [40, 40, 5], [40, 40, 5], 0.9, /^pass: /],
  ['both ways past', [2, 90, 5], [2, 90, 5], 0.9, /^fail: /],
  [
    'within one way, past the other',
    [20, 50, 60],
    [20, 50, 60],
    0.75,
    /^definition-dependent: .*over all alerts/,
  ],
  ['fewer than half answered', [40, 40, 5], [20, 20, 41], 0.9, /^definition-dependent: Fewer than half/],
  ['half answered', [40, 40, 5], [20, 20, 40], 0.9, /^pass: /],
  [
    'the feed knows only overrides',
    [0, 90, 5],
    [0, 90, 5],
    0.9,
    /^definition-dependent: .*one kind of answer/,
  ],
  [
    'the feed knows only acceptances',
    [90, 0, 5],
    [90, 0, 5],
    0.9,
    /^definition-dependent: .*one kind of answer/,
  ],
  ['hardly any was answered', [40, 40, 5], [1, 1, 90], 0.9, /^definition-dependent: Fewer than half/],
  ['nothing was answered', [40, 40, 5], [0, 0, 90], 0.9, /^definition-dependent: Fewer than half/],
  ['there were hardly any alerts', [40, 40, 5], [0, 1, 3], 0.9, /^too-few: /],
  ['there were none', [0, 0, 0], [0, 0, 0], 0.9, /^too-few: /],
  ['only this tool was never accepted', [40, 40, 5], [0, 90, 5], 0.9, /^fail: /],
];

test.each(cases)('%s', async (_, site, tool, most, expected) => {
  expect(await statusOf(site, tool, most)).toMatch(expected);
});

test.each([
  [271, /^definition-dependent: .*one kind of answer/],
  [270, /^fail: /],
])('%i of a tool’s 540 answers are of a feed that knows only overrides', async (oneKind, expected) => {
  const rule = ruleOf({ measure: 'override-rate', by: 'tool', threshold: { 'at-most': 0.9 } });
  const findings = await findingsOf(rule, ({ by }) => {
    if (!by) return rates([40, 40, 5]);
    const [answered, all] = rates([0, 90, 5], { by: { tool: 'a' } });
    return [{ ...answered!, oneKind }, all!];
  });
  expect(findings.map(said)).toEqual([expect.stringMatching(expected)]);
});

test('a tool whose alerts nobody answered does not vanish', async () => {
  const answer = ({ by }: MeasureRequest) =>
    by ? rates([0, 0, 90], { by: { tool: 'a' } }).slice(1) : rates([9, 9, 9]);
  const rule = ruleOf({ measure: 'override-rate', by: 'tool' });
  const findings = await findingsOf(rule, answer);
  expect(findings).toMatchObject([{ by: { tool: 'a' }, reason: 'definition-dependent', denominator: 0 }]);
});

test('the answered alerts of a hidden rate are not shown as the numerator of the coverage', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const answered = { a: 6, b: 40, c: 50, d: 60 } as Record<string, number>;
  const { evaluate } = evaluating(({ measure, by }) => {
    if (!by) return measure === 'override-rate' ? rates([9, 9, 9]) : [around(0.5)];
    if (measure === 'response-coverage') return names.map((tool) => around(0.5, { by: { tool } }));
    return names.flatMap((tool) => {
      const [few, all] = rates([9, 9, 9], { by: { tool } });
      return [{ ...few!, encounters: answered[tool]! }, all!];
    });
  });
  const options = { evaluate, definitions, minClinicians: 5, unmappedShare: 0, now };
  const { measurements } = await judge(setOf([]), options);
  const hidden = measurements
    .filter(({ suppressed }) => suppressed)
    .map(({ measure, variant, by }) => [measure, variant, by.tool]);
  expect(hidden).toEqual([
    ['override-rate', 'answered', 'a'],
    ['override-rate', 'answered', 'b'],
    ['response-coverage', undefined, 'a'],
    ['response-coverage', undefined, 'b'],
  ]);
});
