import type { MeasureCell, MeasureDefinition } from '../../../src/measures/measure.js';
import type { Finding } from '../../../src/result.js';
import { readBaseline } from '../../../src/rules/change/baseline.js';
import { judge } from '../../../src/rules/judge.js';
import type { Rule } from '../../../src/rules/rule-set.js';
import { cell, evaluating, ruleOf, setOf } from '../support/cells.js';
import { define } from '../support/definitions.js';
import { now, perTool, tool } from '../support/judging.js';

interface Case {
  before?: MeasureCell[] | string | Error | null;
  after?: MeasureCell[];
  rule?: Partial<Rule>;
  measure?: Partial<MeasureDefinition>;
  unmapped?: [before: number, after: number];
}

/** Eight clinicians of 50 encounters each with these events an encounter, and a little to and fro of each one's own. */
const rate = (perEncounter: number, said: Partial<MeasureCell> = {}): MeasureCell =>
  cell(
    [-3, 2, 0, 1, -1, 3, -2, 0].map((step) => [perEncounter * 50 + step, 50] as const),
    said,
  );

/** The same, each clinician's up or down by their own eighth or so: the ratio's interval is wide. */
const uneven = (perEncounter: number): MeasureCell =>
  cell(
    [0.7, 1.3, 0.8, 1.2, 0.7, 1.3, 0.9, 1.1].map((by) => [Math.round(perEncounter * by * 50), 50] as const),
  );

async function findingsOf(given: Case): Promise<Finding[]> {
  const { before = [rate(20)], after = [rate(24)], unmapped = [0, 0] } = given;
  const definitions = [
    define('m', {
      kind: 'rate',
      unit: 'alerts per encounter',
      needs: ['audit_event'],
      by: ['tool'],
      ...given.measure,
    }),
  ];
  const threshold = { 'at-most': { times: 1.25, of: 'baseline' as const } };
  const rules = setOf([ruleOf({ threshold, ...given.rule })]);
  const options = { definitions, minClinicians: 5 };
  const baseline =
    before === null
      ? null
      : await readBaseline(
          { rules, ...options },
          {
            from: '2026-01-01',
            to: '2026-01-31',
            evaluate: evaluating(() => before).evaluate,
            unmappedShare: unmapped[0],
            notices: [],
          },
        );
  const { evaluate } = evaluating(() => after);
  return (await judge(rules, { evaluate, ...options, unmappedShare: unmapped[1], now, baseline })).findings;
}

const said = (findings: Finding[]) =>
  findings.map(({ status, reason }) => (reason ? `${status} ${reason}` : status)).join(', ');

const small = { encounters: 8 };
const idle = { variants: ['300', '60'], mustAgree: ['60'] };
const at = (variant: string, perEncounter: number) => rate(perEncounter, { variant });

const cases: [string, Case, string][] = [
  ['a fifth more than before, where a quarter more is allowed', {}, 'pass'],
  ['half as much again', { after: [rate(30)] }, 'fail'],
  ['the same of a rule that warns', { after: [rate(30)], rule: { severity: 'warn' } }, 'warn'],
  ['the interval on both sides', { after: [uneven(24)] }, 'insufficient-data too-close'],
  ['no baseline', { before: null }, 'insufficient-data missing-table'],
  ['hidden before', { before: [rate(20, small)] }, 'insufficient-data suppressed'],
  ['hidden now', { after: [rate(20, small)] }, 'insufficient-data suppressed'],
  [
    'too few before',
    {
      before: [
        cell([
          [200, 10],
          [220, 10],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  [
    'too few now',
    {
      after: [
        cell([
          [200, 10],
          [220, 10],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  ['nothing before', { before: [] }, 'insufficient-data too-few'],
  ['none now', { after: [cell(Array(8).fill([0, 50]))] }, 'insufficient-data too-few'],
  ['none before', { before: [cell(Array(8).fill([0, 50]))] }, 'insufficient-data too-few'],
  ['an error in the baseline', { before: new Error('row of Mr Miller') }, 'error'],
  [
    'a tool that was not there before',
    { before: [], after: [rate(20, tool('new'))], rule: perTool },
    'insufficient-data too-few',
  ],
  [
    'much unmapped before, per tool',
    { before: [rate(20, tool('a'))], after: [rate(20, tool('a'))], rule: perTool, unmapped: [0.3, 0] },
    'insufficient-data unmapped',
  ],
  ['much unmapped before, of the site', { unmapped: [0.3, 0] }, 'pass'],
  [
    'another cutoff that says the same',
    { before: [at('300', 20), at('60', 10)], after: [at('300', 24), at('60', 12)], measure: idle },
    'pass',
  ],
  [
    'another cutoff that does not',
    { before: [at('300', 20), at('60', 10)], after: [at('300', 24), at('60', 16)], measure: idle },
    'insufficient-data definition-dependent',
  ],
  [
    'another cutoff that was not there before',
    { before: [at('300', 20)], after: [at('300', 24), at('60', 12)], measure: idle },
    'insufficient-data too-few',
  ],
  [
    'an exception with a plain threshold is judged on the value alone',
    {
      before: [],
      after: [rate(20, tool('a'))],
      rule: { ...perTool, except: [{ by: { tool: 'a' }, threshold: { 'at-most': 30 }, severity: null }] },
    },
    'pass',
  ],
];

test.each(cases)('%s', async (_, given, expected) => {
  expect(said(await findingsOf(given))).toBe(expected);
});

test('the value is that of the period, and the baseline stands beside it', async () => {
  const [finding] = await findingsOf({});
  expect(finding).toMatchObject({
    value: 24,
    baseline: { from: '2026-01-01', to: '2026-01-31', value: 20, ratio: 1.2 },
  });
  const [low, high] = finding!.baseline!.interval!;
  expect(low).toBeGreaterThan(1.19);
  expect(high).toBeLessThan(1.21);
  expect(finding!.why).toBe(
    '24 alerts per encounter now and 20 alerts per encounter in the baseline (1 January 2026 to 31 January 2026): ' +
      '1.20 times the baseline (95% interval 1.20 to 1.20), where at most 1.25 times is asked: the whole interval keeps to it.',
  );
});

test('too close says on which side the ratio is', async () => {
  const [finding] = await findingsOf({ after: [uneven(24)] });
  expect(finding!.why).toContain('the ratio keeps to it, but its interval lies on both sides.');
});

test('what is hidden in the baseline shows no figure of either period', async () => {
  const [finding] = await findingsOf({ before: [rate(20, small)] });
  expect(finding).toMatchObject({ value: null, interval: null });
  expect(finding).not.toHaveProperty('baseline');
});

test('rules that ask for no baseline measure nothing of it', async () => {
  const { evaluate, asked } = evaluating(() => [rate(1)]);
  const days = { from: '2026-01-01', to: '2026-01-31', unmappedShare: 0, notices: [], evaluate };
  const rules = setOf([
    ruleOf({ threshold: { 'at-most': 3 } }),
    ruleOf({ severity: 'off', threshold: { 'at-most': { times: 2, of: 'baseline' } } }),
  ]);
  await readBaseline({ rules, definitions: [define('m')], minClinicians: 5 }, days);
  expect(asked).toEqual([]);
});

test('what was not read in time is an error and never a figure of another period', async () => {
  const { evaluate } = evaluating(() => [rate(1)]);
  const days = { from: '2026-01-01', to: '2026-01-31', unmappedShare: 0, notices: [], evaluate };
  const baseline = await readBaseline(
    { rules: setOf([]), definitions: [define('m')], minClinicians: 5 },
    days,
  );
  await expect(baseline.read({ measure: 'm' })).rejects.toThrow('was not read of the baseline');
});
