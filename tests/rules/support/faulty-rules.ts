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
  [
    'a rule on what is not measurable',
    rule(threshold).replace('section: Here', 'section: Here, ¦not-measurable: {why: A, collect: B}'),
    ['not-measurable-with-rules'],
  ],
  [
    'not measurable, without what to collect',
    withRules('').replace('section: Here', 'section: Here, not-measurable: ¦{why: A}'),
    ['missing-key'],
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

export const TODAY = '2026-11-26';

const reviewed = (day: string, rest = threshold) =>
  rule(rest).replace('{kind: none}', `{kind: local, reviewed: ${day}}`);

/** Of benefit, with a basis as fresh as can be: nothing to remark on. */
const fine = reviewed(TODAY);
const marked = (text: string) => text.replace('{id: q,', '{id: ¦q,');

/** Remarked on only where a day is given to compare with. */
export const arguable: FaultCase[] = [
  ['a basis and a benefit', fine, []],
  ['a basis of kind none', rule(threshold).replace('kind: none', 'kind: ¦none'), ['no-basis']],
  [
    'a threshold given anew without a basis',
    `version: 1\nextends: mission-audit/mission\nrules: [{id: advice-taken, at-least: ¦0.3}]`,
    ['no-basis'],
  ],
  ['reviewed a year ago to the day', reviewed('2025-11-26'), []],
  ['reviewed a year and a day ago', reviewed('¦2025-11-25'), ['basis-not-reviewed']],
  ['reviewed on a leap day', reviewed('¦2024-02-29'), ['basis-not-reviewed']],
  ['reviewed tomorrow', reviewed('¦2026-11-27'), ['basis-not-reviewed']],
  ['never reviewed', rule(threshold).replace('{kind: none}', '¦{kind: local}'), ['basis-not-reviewed']],
  ['burden only', marked(reviewed(TODAY, `${threshold}, side: burden`)), ['burden-only']],
  [
    'the side is the measure’s where the rule has none',
    marked(fine.replace('acted-on-share', 'repeat-share').replace('at-least', 'at-most')),
    ['burden-only'],
  ],
  [
    'the one benefit was turned off',
    `${reviewed(TODAY, `${threshold}, side: burden`)}
  - {id: s, question: q, measure: acted-on-share, basis: {kind: none}, at-least: 0.2, severity: ¦¦off}`,
    ['rule-off', 'burden-only'],
  ],
  ['a question without rules', marked(`¦${withRules('')}`), ['no-rules', 'no-rule-for-question']],
  [
    'a question without rules that says why',
    `¦${withRules('').replace('section: Here', 'section: Here, not-measurable: {why: A, collect: B}')}`,
    ['no-rules'],
  ],
  [
    'all its rules are off, which also says nothing of their bases',
    marked(`¦${rule(`${threshold}, severity: ¦off`)}`),
    ['no-rules', 'no-rule-for-question', 'rule-off'],
  ],
];
