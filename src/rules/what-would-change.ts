import type { MeasureDefinition } from '../measures/measure.js';
import { missingTables } from '../measures/missing.js';
import { hasAnswerVariants } from './answers-doubt.js';
import type { Rule } from './rule-set.js';
import { denominatorOf } from './unit.js';
import { variantPhrase } from './variant.js';
import { isPlain } from './verdict.js';
import { showThreshold } from './words.js';

/** What decides this rule's verdict, status by status, in words (design.md, "Statuses"). */
export function whatWouldChange(
  rule: Rule,
  definition: MeasureDefinition,
  /** What a disparity compares; else the measure itself. */
  measured: MeasureDefinition = definition,
): string[] {
  if (rule.severity === 'off') return ['nothing: the rule is off and judges nothing.'];
  return [
    `pass: ${definition.census ? 'the figure' : 'the whole 95% interval'} is ${showThreshold(rule.threshold, definition)}.`,
    `${rule.severity}: ${definition.census ? 'it' : 'the whole interval'} is ${beyond(rule)} that${rule.comparison ? ', and q over the strata is at most 0.05' : ''}.`,
    ...benefit(rule),
    ...moreData(rule, definition),
    ...missing(rule, measured),
    ...variants(measured),
    ...mapping(rule, measured),
    'cannot tell: 1 to 10 patients or encounters, or too few clinicians to show without pointing at them.',
    ...exceptions(rule),
    waiver(rule),
  ];
}

function beyond({ threshold }: Rule): string {
  if ('between' in threshold) return 'outside';
  return 'at-least' in threshold ? 'below' : 'above';
}

const benefit = ({ side }: Rule): string[] =>
  side === 'benefit'
    ? ['no pass: a benefit must have been seen at least once; nothing found is no pass.']
    : [];

function moreData({ needs, threshold }: Rule, definition: MeasureDefinition): string[] {
  if (definition.census) return [];
  const units = denominatorOf(definition);
  return [
    ...(isPlain(threshold)
      ? ['cannot tell: the interval lies on both sides of the threshold. More data narrows it.']
      : [
          'cannot tell: the interval of the ratio to the baseline lies on both sides of that. More data narrows it.',
          'cannot tell: there is no earlier period of the same site to compare with. Name one: `baseline` in site.yaml, or --baseline.',
        ]),
    `cannot tell: fewer than ${needs.clinicians} clinicians, fewer than ${needs.effective} that carry equal weight, or fewer than ${needs.units} ${units}. More data changes that.`,
  ];
}

function missing(rule: Rule, definition: MeasureDefinition): string[] {
  const needed = new Set([...definition.needs, ...definition.judgedNeeds]);
  const rows = missingTables(needed, [definition]).map(
    ({ table, how }) => `cannot tell: "${table}" is missing: ${how}.`,
  );
  if (rule.where.purpose !== undefined)
    rows.push('cannot tell: alerts.yaml does not say what the alerts are for. Give it with --alerts.');
  return rows;
}

/** Other reasonable ways of counting, and what silence means. */
function variants(definition: MeasureDefinition): string[] {
  const others = definition.mustAgree.map(variantPhrase);
  return [
    ...(others.length === 0
      ? []
      : [`cannot tell: the verdict is another one when it is counted ${others.join(', or ')}.`]),
    ...(hasAnswerVariants(definition)
      ? [
          'cannot tell: fewer than half of the alerts were answered, or the feed knows one kind of answer only.',
        ]
      : []),
  ];
}

/** A verdict on a tool takes rows and alerts of which it is known to which tool they belong. */
function mapping({ by, where }: Rule, { needs }: MeasureDefinition): string[] {
  if (by !== 'tool' && where.tool === undefined) return [];
  const lines = [];
  if (needs.includes('audit_event'))
    lines.push(
      'cannot tell: more than 20% of clinicians’ rows belong to no tool. Map them in tools.yaml (mission-audit tools --suggest).',
    );
  if (needs.includes('alert'))
    lines.push('not applicable: no alert belongs to a tool. Say in alerts.yaml which tool each key is of.');
  return lines;
}

const exceptions = ({ except, by }: Rule): string[] =>
  except.length === 0 ? [] : [`an exception: a ${by} named above has a threshold or a severity of its own.`];

function waiver({ id, by }: Rule): string {
  const narrowed = by === 'tool' ? ', for one tool or for all' : '';
  return `waived: a waivers file sets "${id}" aside${narrowed}, with an owner, a reason and a last day.`;
}
