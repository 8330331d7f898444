import { type FaultCase, rule, threshold, withRules } from './faulty.js';

/** ¦ stands before each place at which a fault is expected. */
export const faultyRules: FaultCase[] = [
  ['unknown measure', rule(threshold, '¦acted-on-shares'), ['unknown-measure acted-on-share']],
  ['unknown question', rule(threshold).replace('question: q', 'question: ¦p'), ['unknown-question q']],
  ['unknown dimension', rule(`${threshold}, by: ¦tol`), ['unknown-dimension tool']],
  ['dimension not offered', rule(`${threshold}, by: ¦activity`), ['unknown-dimension tool']],
  ['no dimension offered', rule('at-most: 3, by: ¦tool', 'clicks-per-encounter'), ['unknown-dimension']],
  ['measure that is only shown', rule('at-most: 9', '¦logged-actions-per-encounter'), ['not-judged']],
  [
    'no threshold',
    withRules('rules: [¦{id: r, question: q, measure: dwell-time, basis: {kind: none}}]'),
    ['no-threshold'],
  ],
  ['two thresholds', rule('at-least: 0.1, at-most: ¦0.2'), ['two-thresholds']],
  ['range reversed', rule('between: ¦[0.4, 0.2]'), ['between-reversed [0.2, 0.4]']],
  ['half a range', rule('between: ¦[0.4]'), ['bad-value']],
  ['a share of 10', rule('at-least: ¦10'), ['impossible-threshold 0.1']],
  ['below 0', rule('at-most: ¦-1', 'clicks-per-encounter'), ['impossible-threshold']],
  ['times what', rule('at-most: {times: 2, of: ¦base}'), ['bad-value baseline']],
  [
    'except without a name',
    rule(`${threshold}, by: tool, except: [¦{at-least: 0.2}]`),
    ['except-names-nothing'],
  ],
  [
    'except by another dimension',
    rule(`${threshold}, by: tool, except: [{¦alert_key: a, at-least: 0.2}]`),
    ['except-names-nothing tool'],
  ],
  [
    'except without `by`',
    rule(`${threshold}, except: [{¦tool: inbox, at-least: 0.2}]`),
    ['except-names-nothing'],
  ],
  [
    'except of an unknown tool',
    rule(`${threshold}, by: tool, except: [{tool: ¦sepsis, at-least: 0.2}]`),
    ['unknown-tool sepsis-alert'],
  ],
  [
    'except that changes nothing',
    rule(`${threshold}, by: tool, except: [¦{tool: inbox}]`),
    ['except-changes-nothing'],
  ],
  [
    'except past a share',
    rule(`${threshold}, by: tool, except: [{tool: inbox, at-least: ¦2}]`),
    ['impossible-threshold 0.02'],
  ],
  ['where an unknown tool', rule(`${threshold}, where: ¦{tool: [inbocks]}`), ['unknown-tool inbox']],
  ['where what', rule(`${threshold}, where: {¦clas: AMB}`), ['unknown-key class']],
  [
    'evidence without citation',
    rule(threshold).replace('{kind: none', '¦{kind: evidence'),
    ['citation-missing'],
  ],
  ['the same id twice', `${rule(threshold)}\n  - {id: ¦r, severity: warn}`, ['duplicate-id']],
];

/** Remarked on, but not refused. */
export const remarks: FaultCase[] = [
  ['a rule that is off', `¦${rule(`${threshold}, severity: ¦off`)}`, ['no-rules', 'rule-off']],
  ['a threshold that always holds', rule('at-most: ¦1'), ['vacuous-threshold']],
  ['at least none of a burden', rule('at-least: ¦0, side: burden'), ['vacuous-threshold']],
  ['at least some of a benefit', rule('at-least: 0'), []],
  ['no rules', '¦version: 1', ['no-rules']],
];
