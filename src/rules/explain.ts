import { basename } from 'node:path';
import type { MeasureDefinition } from '../measures/measure.js';
import type { Rule, RuleSet } from './rule-set.js';
import { showThreshold } from './words.js';

/** One rule in full, with its SQL: what `rules explain ID` prints; null where there is no such rule. */
export function explainRule(
  ruleSet: RuleSet,
  id: string,
  definitions: readonly MeasureDefinition[],
): string | null {
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  const definition = definitions.find((candidate) => candidate.id === rule?.measure);
  if (!rule || !definition) return null;
  const question = ruleSet.questions.find((candidate) => candidate.id === rule.question);
  return [
    `${rule.id} (${rule.side}, ${rule.severity})`,
    '',
    ...part('Question', question ? [question.asks] : []),
    ...part('Asked by', question ? [`${question.article}: ${question.section}`] : []),
    ...part('Principles', question?.principles.length ? [question.principles.join(', ')] : []),
    ...part('Measure', [`${definition.id}: ${definition.title} (${definition.unit})`, definition.definition]),
    ...part('Judged', [scope(rule)]),
    ...part('Threshold', [showThreshold(rule.threshold, definition), ...exceptions(rule, definition)]),
    ...part('Basis', basis(rule)),
    ...part('What would change the verdict', changes(rule, definition)),
    ...part('Published values, for context only', definition.references),
    ...part('For the clinician', rule.advice.clinician ? [rule.advice.clinician] : []),
    ...part('For informatics', rule.advice.informatics ? [rule.advice.informatics] : []),
    ...part(`SQL (${basename(definition.file)})`, definition.sql.trimEnd().split('\n')),
  ].join('\n');
}

const part = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''];

export function scope({ by, where }: Rule): string {
  const only = Object.entries(where).map(([key, names]) => `${key} ${names.join(' or ')}`);
  const each = by ? `for each ${by} apart` : 'for the whole site';
  return only.length === 0 ? each : `${each}, only ${only.join(', ')}`;
}

const exceptions = (rule: Rule, definition: MeasureDefinition): string[] =>
  rule.except.map(({ by, threshold, severity }) => {
    const terms = [threshold && showThreshold(threshold, definition), severity && `severity ${severity}`];
    return `${Object.values(by).join(', ')}: ${terms.filter(Boolean).join(', ')}`;
  });

function basis({ basis: { kind, note, citation, reviewed } }: Rule): string[] {
  const lines = [note ? `${kind}: ${note}` : kind];
  if (citation) lines.push(citation);
  if (reviewed) lines.push(`Reviewed ${reviewed}.`);
  return lines;
}

/** design.md, "Statuses", as it applies to this rule. */
function changes({ needs, side, severity, by }: Rule, definition: MeasureDefinition): string[] {
  const lines = [
    'pass: the whole 95% interval keeps to the threshold.',
    `${severity === 'off' ? 'nothing (the rule is off)' : severity}: the whole interval is past it.`,
    'cannot tell: the threshold lies inside the interval; more data narrows it.',
    `cannot tell: under ${needs.clinicians} clinicians, under ${needs.effective} that carry equal weight, or under ${needs.units} units.`,
  ];
  if (side === 'benefit')
    lines.push('A benefit must have been seen at least once: nothing found is no pass.');
  if (definition.mustAgree.length > 0)
    lines.push(`The verdict must be the same under the variants ${definition.mustAgree.join(', ')}.`);
  if (by === 'tool' && definition.needs.includes('audit_event'))
    lines.push('cannot tell: more than 20% of clinician rows belong to no tool.');
  return lines;
}
