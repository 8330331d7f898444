import type { Finding, Status } from '../../src/result.js';
import { questionResults, rollUp, summarise } from '../../src/rules/questions.js';
import { ruleOf, setOf } from './support/cells.js';

const found = (rule: string, status: Status) => ({ rule, question: 'q', status }) as Finding;

const cases: [Status[], Status][] = [
  [['pass', 'warn', 'fail'], 'fail'],
  [['pass', 'warn'], 'warn'],
  [['pass', 'insufficient-data', 'error'], 'pass'],
  [['insufficient-data'], 'insufficient-data'],
  [['not-applicable', 'error', 'waived'], 'insufficient-data'],
  [[], 'insufficient-data'],
];

test.each(cases)('%j comes to %s', (statuses, expected) => {
  expect(rollUp(statuses.map((status) => ({ status })))).toBe(expected);
});

test('rules are counted, not findings, and those that are off are not', () => {
  const rules = setOf([ruleOf(), ruleOf({ id: 's' }), ruleOf({ id: 't', severity: 'off' })]);
  const findings = [found('r', 'pass'), found('r', 'insufficient-data'), found('s', 'insufficient-data')];
  expect(questionResults(rules, findings)).toEqual([
    { ...rules.questions[0], status: 'pass', judged: 1, rules: 2 },
  ]);
});

test('a question that no trace can answer carries why, and is no pass', () => {
  const notMeasurable = { why: 'No row shows it.', collect: 'Ask.' };
  const rules = setOf([], { questions: [{ ...setOf([]).questions[0]!, notMeasurable }] });
  expect(questionResults(rules, [])).toMatchObject([
    { id: 'q', status: 'insufficient-data', judged: 0, rules: 0, notMeasurable },
  ]);
});

test('the summary has every status', () => {
  expect(summarise([found('r', 'pass'), found('s', 'pass'), found('t', 'error')])).toEqual({
    pass: 2,
    warn: 0,
    fail: 0,
    'insufficient-data': 0,
    'not-applicable': 0,
    error: 1,
    waived: 0,
  });
});
