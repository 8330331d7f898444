import { basename } from 'node:path';
import type { MeasureDefinition } from '../measures/measure.js';
import type { Rule, RuleSet } from './rule-set.js';
import { SHIPPED_RULES } from './shipped.js';
import { whatWouldChange } from './what-would-change.js';
import { showThreshold } from './words.js';
import { wrap } from './wrap.js';

/** One rule in full, with its SQL: what `rules explain ID` prints; null where there is no such rule. */
export function explainRule(
  ruleSet: RuleSet,
  id: string,
  definitions: readonly MeasureDefinition[],
): string | null {
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  const definition = definitions.find((candidate) => candidate.id === rule?.measure);
  if (!rule || !definition) return null;
  // A disparity has no SQL of its own.
  const measured = definitions.find(({ id }) => id === rule.comparison?.of) ?? definition;
  const question = ruleSet.questions.find((candidate) => candidate.id === rule.question);
  return [
    `${rule.id} (${rule.side}, ${rule.severity})`,
    '',
    ...part('Question', question ? [question.asks] : []),
    ...part('Asked by', question ? [`${question.article}: ${question.section}`] : []),
    ...part('Principles', question?.principles.length ? [question.principles.join(', ')] : []),
    ...part('Burdens only, because', question?.oneSided ? [question.oneSided] : []),
    ...part('Measure', [`${definition.id}: ${definition.title} (${definition.unit})`, definition.definition]),
    ...part('Judged', [scope(rule)]),
    ...part('Threshold', [showThreshold(rule.threshold, definition), ...exceptions(rule, definition)]),
    ...part('Basis', basis(rule)),
    ...list('What would change the verdict', whatWouldChange(rule, definition, measured)),
    ...list('Known criticisms', [...rule.criticism, ...definition.criticisms]),
    ...list('Published values, for context only', definition.references.filter(isSaid)),
    ...part('For the clinician', rule.advice.clinician ? [rule.advice.clinician] : []),
    ...part('For informatics', rule.advice.informatics ? [rule.advice.informatics] : []),
    // Wrapped, SQL would no longer be what is run.
    ...verbatim(`SQL (${basename(measured.file)})`, measured.sql.trimEnd().split('\n')),
    'Where to change it',
    ...whereToChange(rule, ruleSet),
    '',
  ].join('\n');
}

const part = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines.flatMap((line) => wrap(line, '  ')), ''];

const list = (heading: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [heading, ...items.flatMap((item) => wrap(item, '  - ', '    ')), ''];

const verbatim = (heading: string, lines: readonly string[]): string[] => [
  heading,
  ...lines.map((line) => (line === '' ? '' : `  ${line}`)),
  '',
];

/** The headers' word for a measure of which nothing is published. */
const isSaid = (reference: string): boolean => reference !== 'none';

export function scope({ by, where, comparison }: Rule): string {
  const only = Object.entries(where).map(([key, names]) => `${key} ${names.join(' or ')}`);
  const each = by ? `for each ${by} apart` : 'for the whole site';
  const { of, stratifier, reference } = comparison ?? {};
  const told = of ? `${of} by ${stratifier} against ${reference ?? 'the reference'}, ${each}` : each;
  return only.length === 0 ? told : `${told}, only ${only.join(', ')}`;
}

const exceptions = (rule: Rule, definition: MeasureDefinition): string[] =>
  rule.except.map(({ by, threshold, severity }) => {
    const terms = [threshold && showThreshold(threshold, definition), severity && `severity ${severity}`];
    return `${Object.values(by).join(', ')}: ${terms.filter(Boolean).join(', ')}`;
  });

const KINDS: Readonly<Record<string, string>> = {
  local: 'chosen without an outside benchmark',
  consensus: 'generally agreed',
  evidence: 'a published finding',
  regulation: 'asked for by a regulation',
  none: 'nobody has said where the number comes from',
};

function basis({ basis: { kind, note, citation, reviewed } }: Rule): string[] {
  return [
    `${kind}: ${KINDS[kind] ?? ''}`,
    ...[note, citation].filter((line) => line !== undefined),
    reviewed ? `Reviewed ${reviewed}.` : 'Never reviewed.',
  ];
}

/** A site argues by writing its own number, with its own reason, in a file of its own. */
function whereToChange({ id, threshold }: Rule, { files }: RuleSet): string[] {
  const ours = Object.keys(SHIPPED_RULES)[0]!;
  const own = files.length > 1 ? files.at(-1)! : null;
  const intro = own
    ? `In ${own}, which builds on others: under the rule’s id only the keys given there change.`
    : 'In a file of your own that extends ours: under the rule’s id only the keys given there change.';
  return [
    ...wrap(intro, '  '),
    ...(own ? [] : ['    version: 1', `    extends: ${ours}`]),
    '    rules:',
    `      - id: ${id}`,
    ...Object.entries(threshold).map(([key, value]) => `        ${key}: ${flow(value)} # your number`),
    '        basis: { kind: local, note: Why this number., reviewed: YYYY-MM-DD }',
    ...wrap(
      `Then: mission-audit rules check ${own ?? 'FILE'}. To live with a verdict for a while, leave the rule as it is and write a waiver.`,
      '  ',
    ),
  ];
}

/** In YAML's flow style. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([key, one]) => `${key}: ${one}`);
  return `{ ${pairs.join(', ')} }`;
}
