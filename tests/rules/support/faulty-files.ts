import { type FaultCase, rule, threshold, withRules } from './faulty.js';

/** ¦ stands before each place at which a fault is expected. */
export const faultyFiles: FaultCase[] = [
  ['unknown key', withRules('¦rulez: []'), ['unknown-key rules']],
  ['unknown version', 'version: ¦2', ['bad-value 1']],
  ['no version', '¦rules: []', ['missing-key']],
  ['empty file', '¦', ['wrong-type']],
  ['a list', '¦- 1', ['wrong-type']],
  ['wrong type', rule('at-least: ¦"0.1"'), ['wrong-type']],
  ['not a number', rule('at-least: ¦.nan'), ['wrong-type']],
  ['bad enum', rule(`${threshold}, severity: ¦of`), ['bad-value off']],
  ['bad id', rule(threshold).replace('id: r', 'id: ¦Not An Id'), ['bad-value not-an-id']],
  [
    'nothing but an id',
    withRules('rules: [¦¦¦¦{id: r}]'),
    ['missing-key', 'missing-key', 'missing-key', 'no-threshold'],
  ],
  ['bad date', rule(threshold).replace('none', 'none, reviewed: ¦2026-02-30'), ['bad-value']],
  ['the same key twice', `${rule(threshold)}\n¦version: 1`, ['duplicate-key']],
  [
    'filter of an unknown question',
    withRules('filter: [{is: serves, when: {any-pass: [all, ¦benefits]}}]'),
    ['unknown-subject benefit'],
  ],
  [
    'filter with an unknown word',
    withRules('filter: [{is: serves, when: {¦any-passes: all}}]'),
    ['unknown-key any-pass'],
  ],
  [
    'filter that says nothing',
    withRules('filter: [{is: ¦mixt, when: ¦{}}]'),
    ['bad-value mixed', 'bad-value'],
  ],
  ['a question named all', withRules('').replace('id: q', 'id: ¦all'), ['reserved-id']],
  ['a question without words', withRules('').replace('{id: q, asks: Why?, ', '¦{id: q, '), ['missing-key']],
  ['not YAML', 'version: [1¦', ['yaml-syntax']],
  ['a tag', 'version: ¦!one 1', ['yaml-syntax']],
  ['YAML 1.1', '¦%YAML 1.1\n---\nversion: 1', ['yaml-version']],
  [
    'extends what we do not ship',
    'version: 1\nextends: ¦mission-audit/mision',
    ['extends-unknown mission-audit/mission'],
  ],
  ['extends what is not there', 'version: 1\nextends: ¦./no.yaml', ['extends-unknown mission-audit/mission']],
  ['extends itself', 'version: 1\nextends: ¦rules.yaml', ['extends-cycle']],
];
