import { explainRule } from '../../src/rules/explain.js';
import { listRules } from '../../src/rules/list.js';
import { loadRules } from '../../src/rules/load.js';
import { shipped } from '../../src/rules/shipped.js';
import { ruleOf, setOf } from './support/cells.js';
import { catalogue, define } from './support/definitions.js';

const loaded = loadRules(shipped('mission.yaml'), { measures: catalogue });
if (!loaded.ok) throw new Error('ours is well');
const ours = loaded.rules;

test('a rule in full', () => {
  const definition = define('m', {
    title: 'Time at the screen',
    definition: 'Minutes ÷ encounters.',
    unit: 'minutes',
    kind: 'mean',
    needs: ['audit_event'],
    mustAgree: ['60'],
    references: ['16 min (2020)'],
    sql: 'SELECT\n  1\n',
    file: 'src/measures/m.sql',
  });
  const rule = ruleOf({
    by: 'tool',
    side: 'benefit',
    where: { class: ['AMB', 'VR'] },
    threshold: { between: [2, 20] },
    except: [
      { by: { tool: 'inbox' }, threshold: { 'at-most': 30 }, severity: 'warn' },
      { by: { tool: 'board' }, threshold: null, severity: 'off' },
    ],
    basis: { kind: 'evidence', note: 'As found.', citation: 'A, 2020.', reviewed: '2026-11-01' },
    advice: { clinician: 'Rest.', informatics: 'Look.' },
  });
  expect(explainRule(setOf([rule]), 'r', [definition])).toMatchInlineSnapshot(`
"r (benefit, fail)

Question
  Why?

Asked by
  the-mission-of-medicine: Here

Measure
  m: Time at the screen (minutes)
  Minutes ÷ encounters.

Judged
  for each tool apart, only class AMB or VR

Threshold
  between 2 minutes and 20 minutes
  inbox: at most 30 minutes, severity warn
  board: severity off

Basis
  evidence: As found.
  A, 2020.
  Reviewed 2026-11-01.

What would change the verdict
  pass: the whole 95% interval keeps to the threshold.
  fail: the whole interval is past it.
  cannot tell: the threshold lies inside the interval; more data narrows it.
  cannot tell: under 5 clinicians, under 3 that carry equal weight, or under 30 units.
  A benefit must have been seen at least once: nothing found is no pass.
  The verdict must be the same under the variants 60.
  cannot tell: more than 20% of clinician rows belong to no tool.

Published values, for context only
  16 min (2020)

For the clinician
  Rest.

For informatics
  Look.

SQL (m.sql)
  SELECT
    1
"
`);
});

test('there is nothing to explain of what is not there', () => {
  expect(explainRule(ours, 'no-such-rule', catalogue)).toBeNull();
});

test.each(ours.rules.map(({ id }) => [id]))('%s can be explained', (id) => {
  const text = explainRule(ours, id, catalogue)!;
  for (const part of ['Question', 'Asked by', 'Measure', 'Threshold', 'Basis', 'What would change', 'SQL'])
    expect(text).toContain(`\n${part}`);
  expect(text).not.toMatch(/undefined|null|NaN|\[object/);
});

test('the list has every question with its rules, and what cannot be measured', () => {
  const text = listRules(ours, catalogue);
  for (const { id } of [...ours.questions, ...ours.rules]) expect(text).toContain(id);
  for (const { asks } of ours.notMeasurable) expect(text).toContain(asks);
  expect(text).toContain(
    'tool-after-hours (burden, fail): after-hours-share at most 30%, for each tool apart',
  );
  expect(text).toContain('interactions-per-encounter at most 1.25 times the baseline, for the whole site');
});
