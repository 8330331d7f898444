import { loadRules } from '../../src/rules/load.js';
import type { RuleSet } from '../../src/rules/rule-set.js';
import { shipped } from '../../src/rules/shipped.js';
import { allMeasures } from './support/definitions.js';
import { printed, scratch } from './support/files.js';

const files = scratch();
afterAll(files.remove);

function load(text: string): RuleSet {
  const loaded = loadRules(files.write('site.yaml', text), { measures: allMeasures });
  if (!loaded.ok) throw new Error(printed(loaded.faults).join('\n'));
  return loaded.rules;
}

const ours = load('version: 1\nextends: mission-audit/mission');
const ruleOf = (rules: RuleSet, id: string) => rules.rules.find((rule) => rule.id === id)!;
const before = ruleOf(ours, 'alerts-mostly-acted-on');
const after = (yaml: string) =>
  ruleOf(
    load(`version: 1\nextends: mission-audit/mission\nrules:\n  - {id: alerts-mostly-acted-on, ${yaml}}`),
    'alerts-mostly-acted-on',
  );

test('a file that only extends ours is ours', () => {
  const alone = loadRules(shipped('mission.yaml'), { measures: allMeasures });
  if (!alone.ok) throw new Error('ours is well');
  expect({ ...ours, files: [], hash: '' }).toEqual({ ...alone.rules, files: [], hash: '' });
  expect(ours.files).toHaveLength(2);
  expect(ours.hash).not.toBe(alone.rules.hash);
});

test('a rule given again changes only the keys that it names', () => {
  expect(after('severity: warn')).toEqual({ ...before, severity: 'warn' });
  expect(after('advice: {clinician: Thank you.}').advice).toEqual({
    ...before.advice,
    clinician: 'Thank you.',
  });
  expect(after('needs: {units: 50}').needs).toEqual({ clinicians: 5, effective: 3, units: 50 });
  expect(after('by: null')).toEqual({ ...before, by: null });
});

test('another threshold replaces the old one, and cannot keep the old one’s basis', () => {
  expect(after('between: [0.2, 0.5]').threshold).toEqual({ between: [0.2, 0.5] });
  expect(after('at-least: 0.2').basis).toMatchObject({ kind: 'local' });
  expect(after('at-least: 0.2').basis.note).toMatch(/site’s own/);
  expect(after('at-least: 0.2, basis: {kind: consensus}').basis).toEqual({ kind: 'consensus' });
  expect(after('severity: warn').basis).toEqual(before.basis);
});

test('severity: off is a word and no boolean (YAML 1.2)', () => {
  expect(after('severity: off').severity).toBe('off');
});

test('rules, questions and gaps of a site come after ours; its filter replaces ours', () => {
  const rules = load(`version: 1
extends: mission-audit/mission
questions: [{id: own, asks: Why?, article: behind-the-stethoscope, section: Here}, {id: time-for-care, asks: How much?}]
rules: [{id: mine, question: own, measure: repeat-share, at-most: 0.2, basis: {kind: none}, where: {class: AMB}}]
filter: [{is: mixed, when: {any-judged: own}}]
not-measurable: [{id: luck, asks: Luck?, article: behind-the-stethoscope, section: Here, why: It is luck.}]`);
  expect(rules.questions.map(({ id }) => id)).toEqual([...ours.questions.map(({ id }) => id), 'own']);
  expect(rules.questions.find(({ id }) => id === 'time-for-care')).toEqual({
    ...ours.questions.find(({ id }) => id === 'time-for-care'),
    asks: 'How much?',
  });
  expect(rules.rules.at(-1)).toEqual({
    id: 'mine',
    question: 'own',
    side: 'burden',
    measure: 'repeat-share',
    by: null,
    where: { class: ['AMB'] },
    threshold: { 'at-most': 0.2 },
    except: [],
    severity: 'fail',
    needs: { clinicians: 5, effective: 3, units: 30 },
    basis: { kind: 'none' },
    advice: {},
    criticism: [],
  });
  expect(rules.filter).toEqual([{ is: 'mixed', when: { 'any-judged': ['own'] } }]);
  expect(rules.notMeasurable.at(-1)!.id).toBe('luck');
});

test('a baseline is a threshold, and an exception has terms of its own', () => {
  expect(after('at-most: {times: 1.25, of: baseline}').threshold).toEqual({
    'at-most': { times: 1.25, of: 'baseline' },
  });
  expect(after('except: [{tool: sepsis-alert, at-least: 0.05}, {tool: x, severity: off}]').except).toEqual([
    { by: { tool: 'sepsis-alert' }, threshold: { 'at-least': 0.05 }, severity: null },
    { by: { tool: 'x' }, threshold: null, severity: 'off' },
  ]);
});

test('files extend each other by path, the nearest last', () => {
  files.write(
    'network.yaml',
    'version: 1\nextends: mission-audit/mission\nrules: [{id: repeats, question: time-for-care, measure: repeat-share, at-most: 0.2, basis: {kind: none}}]',
  );
  const rules = load('version: 1\nextends: ./network.yaml\nrules: [{id: repeats, severity: warn}]');
  expect(ruleOf(rules, 'repeats')).toMatchObject({ severity: 'warn', threshold: { 'at-most': 0.2 } });
  expect(rules.files.map((file) => file.split('/').at(-1))).toEqual([
    'mission.yaml',
    'network.yaml',
    'site.yaml',
  ]);
});

test('anchors and aliases may be used', () => {
  const rules = load(`version: 1
extends: mission-audit/mission
rules:
  - {id: work-after-hours, basis: &basis {kind: consensus, note: Agreed in May.}}
  - {id: tool-after-hours, basis: *basis}`);
  expect(ruleOf(rules, 'tool-after-hours').basis).toEqual({ kind: 'consensus', note: 'Agreed in May.' });
});

test('a question may be marked not measurable, and a site that can measure it takes the mark off', () => {
  files.write(
    'network.yaml',
    `version: 1
questions: [{id: own, asks: Why?, article: behind-the-stethoscope, section: Here, not-measurable: {why: A, collect: B}}]`,
  );
  const marked = load('version: 1\nextends: ./network.yaml');
  expect(marked.questions[0]!.notMeasurable).toEqual({ why: 'A', collect: 'B' });
  const measured = load(`version: 1
extends: ./network.yaml
questions: [{id: own, not-measurable: null}]
rules: [{id: mine, question: own, measure: repeat-share, at-most: 0.2, basis: {kind: none}}]`);
  expect(measured.questions[0]).not.toHaveProperty('notMeasurable');
});

test('a rule on what the base marks as not measurable is told in the site’s own file', () => {
  files.write(
    'network.yaml',
    `version: 1
questions: [{id: own, asks: Why?, article: behind-the-stethoscope, section: Here, not-measurable: {why: A, collect: B}}]`,
  );
  const rule = '{id: mine, question: own, measure: repeat-share, at-most: 0.2, basis: {kind: none}}';
  const faultsOf = (text: string) => {
    const loaded = loadRules(files.write('site.yaml', text), { measures: allMeasures });
    return loaded.ok ? [] : printed(loaded.faults);
  };
  expect(faultsOf(`version: 1\nextends: ./network.yaml\nrules: [${rule}]`)).toEqual([
    'site.yaml:3:30: Question "own" is marked not-measurable, but rule "mine" answers it: drop one of the two. [not-measurable-with-rules]',
  ]);
  const off = rule.replace('}}', '}, severity: off}');
  expect(faultsOf(`version: 1\nextends: ./network.yaml\nrules: [${off}]`)).toEqual([]);
});

test('criticisms of a rule are kept, and a site’s replace them', () => {
  expect(after('criticism: [It is young.]').criticism).toEqual(['It is young.']);
});
