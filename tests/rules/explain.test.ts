import type { MeasureDefinition } from '../../src/measures/measure.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { explainRule } from '../../src/rules/explain.js';
import { listRules } from '../../src/rules/list.js';
import { loadRules } from '../../src/rules/load.js';
import type { Rule } from '../../src/rules/rule-set.js';
import { shipped } from '../../src/rules/shipped.js';
import { wrap } from '../../src/rules/wrap.js';
import { ruleOf, setOf } from './support/cells.js';
import { allMeasures, define } from './support/definitions.js';
import { printed, scratch } from './support/files.js';

const loaded = loadRules(shipped('mission.yaml'), { measures: allMeasures });
if (!loaded.ok) throw new Error('ours is well');
const ours = loaded.rules;

/** Lines past 100 columns; SQL is printed as it is run. */
function tooLong(text: string): string[] {
  const prose = text.replace(/^SQL \([\s\S]*?(?=^Where to change it$)/m, '');
  return prose.split('\n').filter((line) => line.length > 100);
}

const explained = (rule: Partial<Rule>, measure: Partial<MeasureDefinition> = {}): string =>
  explainRule(setOf([ruleOf(rule)]), 'r', [define('m', measure)])!.replaceAll(/\s+/g, ' ');

test('a rule in full', () => {
  const definition = define('m', {
    title: 'Time at the screen',
    definition: 'Minutes ÷ encounters.',
    unit: 'minutes',
    kind: 'mean',
    needs: ['audit_event'],
    mustAgree: ['60'],
    references: ['16 min (2020)'],
    criticisms: ['The cutoff is a convention.'],
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
    criticism: [
      'The range was argued over for a year and nobody who argued was a nurse, which is a fault of the room.',
    ],
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
  evidence: a published finding
  As found.
  A, 2020.
  Reviewed 2026-11-01.

What would change the verdict
  - pass: the whole 95% interval is between 2 minutes and 20 minutes.
  - fail: the whole interval is outside that.
  - no pass: a benefit must have been seen at least once; nothing found is no pass.
  - cannot tell: the interval lies on both sides of the threshold. More data narrows it.
  - cannot tell: fewer than 5 clinicians, fewer than 3 that carry equal weight, or fewer than 30
    units. More data changes that.
  - cannot tell: "audit_event" is missing: export AuditEvents (FHIR) or an access log
    (docs/mapping.md).
  - cannot tell: the verdict is another one when it is counted with a 60-second idle cutoff.
  - cannot tell: more than 20% of clinicians’ rows belong to no tool. Map them in tools.yaml
    (mission-audit tools --suggest).
  - cannot tell: 1 to 10 patients or encounters, or too few clinicians to show without pointing at
    them.
  - an exception: a tool named above has a threshold or a severity of its own.
  - waived: a waivers file sets "r" aside, for one tool or for all, with an owner, a reason and a
    last day.

Known criticisms
  - The range was argued over for a year and nobody who argued was a nurse, which is a fault of the
    room.
  - The cutoff is a convention.

Published values, for context only
  - 16 min (2020)

For the clinician
  Rest.

For informatics
  Look.

SQL (m.sql)
  SELECT
    1

Where to change it
  In a file of your own that extends ours: under the rule’s id only the keys given there change.
    version: 1
    extends: mission-audit/mission
    rules:
      - id: r
        between: [2, 20] # your number
        basis: { kind: local, note: Why this number., reviewed: YYYY-MM-DD }
  Then: mission-audit rules check FILE. To live with a verdict for a while, leave the rule as it is
  and write a waiver.
"
`);
});

test('there is nothing to explain of what is not there', () => {
  expect(explainRule(ours, 'no-such-rule', allMeasures)).toBeNull();
});

test.each(ours.rules.map(({ id }) => [id]))('%s can be explained', (id) => {
  const text = explainRule(ours, id, allMeasures)!;
  const parts = [
    'Question',
    'Asked by',
    'Measure',
    'Threshold',
    'Basis',
    'What would change',
    'SQL',
    'Where',
  ];
  for (const part of parts) expect(text).toContain(`\n${part}`);
  expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
  expect(tooLong(text)).toEqual([]);
});

test('the list has every question with its rules, and what cannot be measured', () => {
  const text = listRules(ours, allMeasures);
  for (const { id } of [...ours.questions, ...ours.rules]) expect(text).toContain(id);
  for (const { asks } of ours.notMeasurable) expect(text).toContain(asks);
  expect(text).toContain(
    'tool-after-hours (burden, fail): after-hours-share at most 30%, for each tool apart',
  );
  expect(text).toContain('interactions-per-encounter at most 1.25 times the baseline, for the whole site');
});

describe('what would change the verdict comes from the rule itself', () => {
  const alerts = { needs: ['alert', 'alert_answer'], variants: ['answered', 'all'], mustAgree: ['all'] };
  const cases: [string, Partial<Rule>, Partial<MeasureDefinition>, string][] = [
    [
      'the threshold',
      { threshold: { 'at-least': 0.2 } },
      {},
      'pass: the whole 95% interval is at least 20%.',
    ],
    ['the severity', { severity: 'warn' }, {}, 'warn: the whole interval is above that.'],
    ['the other side', { threshold: { 'at-least': 0.2 } }, {}, 'fail: the whole interval is below that.'],
    ['a rule that is off', { severity: 'off' }, {}, 'nothing: the rule is off and judges nothing.'],
    ['a benefit', { side: 'benefit' }, {}, 'a benefit must have been seen at least once'],
    [
      'too few',
      { needs: { clinicians: 8, effective: 4, units: 99 } },
      { needs: ['alert'] },
      'fewer than 8 clinicians, fewer than 4 that carry equal weight, or fewer than 99 alerts. More data',
    ],
    ['the interval on both sides', {}, {}, 'the interval lies on both sides of the threshold. More data'],
    [
      'a baseline',
      { threshold: { 'at-most': { times: 1.25, of: 'baseline' } } },
      {},
      'there is no earlier period of the same site',
    ],
    [
      'a missing table',
      {},
      { needs: ['ui_interval'] },
      '"ui_interval" is missing: count clicks with telemetry',
    ],
    ['what judging needs', {}, { judgedNeeds: ['schedule'] }, '"schedule" is missing: export Appointment'],
    ['purposes', { where: { purpose: ['safety'] } }, {}, 'alerts.yaml does not say what the alerts are for'],
    ['variants that must agree', {}, { mustAgree: ['60'] }, 'counted with a 60-second idle cutoff.'],
    ['silence', {}, alerts, 'fewer than half of the alerts were answered'],
    ['the mapped share', { by: 'tool' }, { needs: ['audit_event'] }, 'more than 20% of clinicians’ rows'],
    ['the same of one tool', { where: { tool: ['a'] } }, { needs: ['audit_event'] }, 'more than 20% of'],
    ['alerts of no tool', { by: 'tool' }, { needs: ['alert'] }, 'no alert belongs to a tool'],
    [
      'exceptions',
      { by: 'tool', except: [{ by: { tool: 'a' }, threshold: null, severity: 'warn' }] },
      {},
      'an exception: a tool named above',
    ],
    ['a waiver', { by: 'tool' }, {}, 'a waivers file sets "r" aside, for one tool or for all'],
  ];
  test.each(cases)('%s', (_, rule, measure, expected) => {
    expect(explained(rule, measure)).toContain(expected);
  });

  test('and says nothing of what does not apply', () => {
    const said = cases.slice(4).map(([, , , words]) => words);
    const plain = explained({}, { needs: ['benefit'] });
    const applies = ['the interval lies on both sides of the threshold. More data'];
    expect(said.filter((words) => plain.includes(words))).toEqual(applies);
    expect(explained({}, { needs: ['audit_event', 'alert'] })).not.toContain('to no tool');
    expect(explained({}, { needs: ['audit_event', 'alert'] })).not.toContain('belongs to a tool');
  });
});

test('a basis is said in words, and so is that it was never reviewed', () => {
  expect(explained({ basis: { kind: 'none' } })).toContain(
    'Basis none: nobody has said where the number comes from Never reviewed.',
  );
});

test('a measure of which nothing is published has no heading for it', () => {
  expect(explained({}, { references: ['none'] })).not.toContain('Published values');
  expect(explained({}, { references: ['8 s (2016)'] })).toContain('Published values, for context only - 8 s');
});

test('criticisms of the rule come before those of its measure', () => {
  expect(explained({ criticism: ['One.'] }, { criticisms: ['Two.'] })).toContain(
    'Known criticisms - One. - Two. ',
  );
  expect(explained({})).not.toContain('Known criticisms');
});

test('every measure that comes with us says what may be said against it', () => {
  const silent = loadMeasures().filter(({ criticisms }) => criticisms.length === 0);
  expect(silent.map(({ id }) => id)).toEqual([]);
});

describe('where to change it', () => {
  const files = scratch();
  afterAll(files.remove);

  /** What the text offers, as a file of its own. */
  function offered(text: string): string {
    const [, yaml] =
      /^ {2}In .*\n((?: {4}.*\n)+)/m.exec(text.slice(text.indexOf('Where to change it'))) ?? [];
    return yaml!.replaceAll(/^ {4}/gm, '').replace('YYYY-MM-DD', '2026-11-26');
  }

  test.each(ours.rules.map(({ id }) => [id]))(
    'what is offered for %s is a rules file without fault',
    (id) => {
      const path = files.write('site-rules.yaml', offered(explainRule(ours, id, allMeasures)!));
      const site = loadRules(path, { measures: allMeasures, today: '2026-11-26' });
      if (!site.ok) throw new Error(printed(site.faults).join('\n'));
      expect(site.rules.rules.find((rule) => rule.id === id)).toEqual({
        ...ours.rules.find((rule) => rule.id === id),
        basis: { kind: 'local', note: 'Why this number.', reviewed: '2026-11-26' },
      });
    },
  );

  test('a site’s own file is named', () => {
    const text = explainRule({ ...ours, files: ['mission.yaml', 'own.yaml'] }, 'advice-taken', allMeasures)!;
    expect(text).toContain('In own.yaml, which builds on others');
    expect(text).toContain('mission-audit rules check own.yaml');
    expect(text).not.toContain('extends: mission-audit/mission');
  });
});

test('the list gives the reason of a question that no trace can answer', () => {
  const notMeasurable = { why: 'No row shows it.', collect: 'Ask two questions.' };
  const rules = setOf([], { questions: [{ ...setOf([]).questions[0]!, notMeasurable }] });
  expect(listRules(rules)).toBe(
    'q: Why?\n  (the-mission-of-medicine: Here)\n  Not measurable: No row shows it.\n  To collect: Ask two questions.\n',
  );
});

test.each([
  ['', []],
  ['one', ['  - one']],
  [`${'x'.repeat(95)} y`, [`  - ${'x'.repeat(95)}`, '    y']],
  [`${'x'.repeat(94)} y`, [`  - ${'x'.repeat(94)} y`]],
  ['x'.repeat(120), [`  - ${'x'.repeat(120)}`]],
])('wrapping %j', (text, lines) => {
  expect(wrap(text, '  - ', '    ')).toEqual(lines);
});
