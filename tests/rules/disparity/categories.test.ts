import { withToolsOfCategories } from '../../../src/rules/disparity/tool-categories.js';
import { judge } from '../../../src/rules/judge.js';
import { around, evaluating, ruleOf, setOf } from '../support/cells.js';
import { define } from '../support/definitions.js';
import { now } from '../support/judging.js';

const tools = [
  { tool: 'video', category: 'telehealth' },
  { tool: 'phone', category: 'telehealth' },
  { tool: 'orders', category: 'ordering' },
];
const asking = (where: object) => setOf([ruleOf({ by: 'tool', where })]);

test.each([
  ['one', { category: ['telehealth'] }, { tool: ['video', 'phone'] }],
  ['two', { category: ['telehealth', 'ordering'] }, { tool: ['video', 'phone', 'orders'] }],
  ['and a tool', { category: ['telehealth'], tool: ['phone', 'orders'] }, { tool: ['phone'] }],
  ['none has it', { category: ['billing'], class: ['AMB'] }, { class: ['AMB'], tool: [] }],
  ['none asked', { class: ['AMB'] }, { class: ['AMB'] }],
])('%s', (_, where, expected) => {
  expect(withToolsOfCategories(asking(where), tools).rules[0]!.where).toEqual(expected);
});

async function statusOf(ruleSet: ReturnType<typeof setOf>) {
  const { evaluate, asked } = evaluating(() => [around(0.1, { by: { tool: 'video' } })]);
  const definitions = [define('m', { by: ['tool'] })];
  const { findings } = await judge(ruleSet, {
    evaluate,
    definitions,
    minClinicians: 5,
    unmappedShare: 0,
    now,
  });
  return { told: findings.map(({ status, reason }) => [status, reason]), asked };
}

test('tools of the category are asked of', async () => {
  const { told, asked } = await statusOf(withToolsOfCategories(asking({ category: ['telehealth'] }), tools));
  expect(told).toEqual([['pass', null]]);
  expect(asked[0]).toEqual({ measure: 'm', by: 'tool', where: { tool: ['video', 'phone'] } });
});

test('no tool of the category: not applicable. Not known which: cannot tell, never a pass', async () => {
  const none = await statusOf(withToolsOfCategories(asking({ category: ['billing'] }), tools));
  expect(none.told).toEqual([['not-applicable', null]]);
  const unknown = await statusOf(asking({ category: ['telehealth'] }));
  expect(unknown.told).toEqual([['insufficient-data', 'unmapped']]);
});
