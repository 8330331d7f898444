import type { Finding, Side, Status } from '../../src/result.js';
import { ledger } from '../../src/rules/ledger.js';
import { loadRules } from '../../src/rules/load.js';
import type { FilterLine } from '../../src/rules/rule-set.js';
import { shipped } from '../../src/rules/shipped.js';
import { setOf } from './support/cells.js';
import { allMeasures } from './support/definitions.js';

const tools = [{ tool: 't', title: 'T', category: 'inbox' }];
const about = (side: Side, status: Status, question = 'q', tool = 't') =>
  ({ side, status, question, by: { tool } }) as unknown as Finding;
const filterOf = (filter: FilterLine[], findings: Finding[]) =>
  ledger(setOf([], { filter }), findings, tools)[0]!.filter;

const loaded = loadRules(shipped('mission.yaml'), { measures: allMeasures });
if (!loaded.ok) throw new Error('ours is well');
const ours = loaded.rules.filter;

const stories: [string, Finding[], string][] = [
  [
    'burden fails and nothing comes of it',
    [about('burden', 'fail'), about('benefit', 'fail')],
    'warning-sign',
  ],
  [
    'burden fails, no benefit could be judged',
    [about('burden', 'fail'), about('benefit', 'insufficient-data')],
    'mixed',
  ],
  ['burden fails, but it helps', [about('burden', 'fail'), about('benefit', 'pass')], 'mixed'],
  ['it helps and costs little', [about('burden', 'pass'), about('benefit', 'pass')], 'serves'],
  ['it helps, with a warning', [about('burden', 'warn'), about('benefit', 'pass')], 'serves'],
  ['it only costs little', [about('burden', 'pass')], 'mixed'],
  ['waived is not judged', [about('burden', 'waived')], 'cannot-tell'],
  ['nothing judged', [about('burden', 'insufficient-data'), about('benefit', 'error')], 'cannot-tell'],
  ['nothing known', [], 'cannot-tell'],
  ['another tool’s verdict', [about('burden', 'fail', 'q', 'u')], 'cannot-tell'],
];

test.each(stories)('by our filter: %s', (_, findings, expected) => {
  expect(filterOf(ours, findings)).toBe(expected);
});

const words: [string, FilterLine['when'], Status[], boolean][] = [
  ['any-pass', { 'any-pass': ['all'] }, ['fail', 'pass'], true],
  ['any-pass of none', { 'any-pass': ['all'] }, ['fail'], false],
  ['any-fail', { 'any-fail': ['burden'] }, ['fail', 'pass'], true],
  ['any-fail of a warning', { 'any-fail': ['burden'] }, ['warn'], false],
  ['none-fail', { 'none-fail': ['all'] }, ['warn', 'pass'], true],
  ['none-fail of nothing', { 'none-fail': ['all'] }, [], true],
  ['all-fail', { 'all-fail': ['all'] }, ['fail', 'fail', 'insufficient-data'], true],
  ['all-fail of nothing judged', { 'all-fail': ['all'] }, ['insufficient-data'], false],
  ['any-judged', { 'any-judged': ['q'] }, ['warn'], true],
  ['of another question', { 'any-judged': ['p'] }, ['warn'], false],
  ['of either question', { 'any-judged': ['p', 'q'] }, ['warn'], true],
  ['both must hold', { 'any-pass': ['all'], 'any-fail': ['all'] }, ['pass'], false],
];

test.each(words)('%s', (_, when, statuses, expected) => {
  const findings = statuses.map((status) => about('burden', status));
  expect(filterOf([{ is: 'serves', when }], findings) === 'serves').toBe(expected);
});

test('a tool shows the questions that it has verdicts on', () => {
  const [tool] = ledger(
    setOf([]),
    [about('burden', 'warn'), about('benefit', 'pass'), about('burden', 'fail', 'other')],
    tools,
  );
  expect(tool).toEqual({ ...tools[0], questions: { q: 'warn' }, filter: 'cannot-tell' });
});
