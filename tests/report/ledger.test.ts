import type { Status, ToolResult } from '../../src/result.js';
import { byAsked, inAllOf, questionsOfTools, toolsWorstFirst } from '../../src/wording/ledger.js';
import { wideResult } from './fixture/wide.js';

const tool = (title: string, filter: ToolResult['filter'], ...got: Status[]): ToolResult => ({
  tool: title.toLowerCase(),
  title,
  category: 'ordering',
  questions: Object.fromEntries(got.map((status, at) => [`q${at}`, status])),
  filter,
});

test('tools stand worst first: by the filter, then by what failed, then by what warned, then by name', () => {
  const wanted = [
    tool('W two fail', 'warning-sign', 'fail', 'fail'),
    tool('W one fails', 'warning-sign', 'fail', 'pass'),
    tool('M warns twice', 'mixed', 'warn', 'warn'),
    tool('M warns', 'mixed', 'warn', 'pass'),
    tool('A mixed one', 'mixed', 'pass'),
    tool('B mixed one', 'mixed', 'pass'),
    tool('S', 'serves', 'pass'),
    tool('C', 'cannot-tell', 'insufficient-data'),
    tool('Never asked', 'cannot-tell'),
    { ...tool('An own page', 'warning-sign', 'fail'), tool: 'mission-audit' },
  ];
  const titles = (tools: ToolResult[]) => tools.map(({ title }) => title);
  expect(titles(toolsWorstFirst(wanted.toReversed()))).toEqual(titles(wanted));
});

test('a tool that no rule looks at is not asked, whatever the filter says of nothing', () => {
  const { asked, unasked } = byAsked(wideResult().tools);
  expect(unasked.map(({ title }) => title)).toEqual(['Laboratory portal', 'A page of our own']);
  expect(unasked.map(inAllOf)).toEqual(['· not asked', '· not asked']);
  expect(asked).toHaveLength(9);
});

test('across stand questions that a tool is asked, the worst answer first; the rest is asked of the site', () => {
  const { questions, tools } = wideResult();
  const { across, ofSite } = questionsOfTools(questions, tools);
  const fails = across.map(({ id }) => tools.some((each) => each.questions[id] === 'fail'));
  expect(fails).toEqual(fails.toSorted((a, b) => Number(b) - Number(a)));
  expect(fails).toContain(true);
  expect(across.length + ofSite.length).toBe(20);
  expect(ofSite.length).toBeGreaterThan(0);
  expect(ofSite.filter(({ id }) => tools.some((each) => id in each.questions))).toEqual([]);
});
