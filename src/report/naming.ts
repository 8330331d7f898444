import type { AuditResult, By, Finding } from '../result.js';
import { groupWords } from './groups.js';

export { dimensionWord } from './groups.js';

/** Names for what the result knows by id. */
export interface Naming {
  measure: (id: string) => string;
  group: (by: By) => string;
  question: (id: string) => string;
  /** What a rule judges; also the rule's own words, where several rules ask of one measure. */
  rule: (finding: Finding) => string;
  /** The same, and of whom. */
  heading: (finding: Finding) => string;
}

/** “acted-on-share” reads “Acted on share”, where the result brings no title. */
export const humanised = (id: string): string => {
  const words = id.replace(/[-_]+/g, ' ').replace(/\bpop up/g, 'pop-up');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const naming = (result: AuditResult): Naming => {
  const measures = new Map(result.measurements.map(({ measure, title }) => [measure, title]));
  const tools = new Map(result.tools.map(({ tool, title }) => [tool, title]));
  const questions = new Map(result.questions.map(({ id, asks }) => [id, asks]));
  const rulesOf = new Map<string, Set<string>>();
  for (const { measure, rule } of result.findings)
    rulesOf.set(measure, (rulesOf.get(measure) ?? new Set()).add(rule));
  const measure = (id: string) => measures.get(id) ?? humanised(id);
  const group = (by: By) => groupWords(by, (tool) => tools.get(tool) ?? tool);
  /** The id of a measure that was never measured can be jargon: then the rule's words stand for it. */
  const ruleParts = (finding: Finding): [string, string] => {
    const title = measures.get(finding.measure);
    if (title === undefined) return [humanised(finding.rule), ''];
    const isShared = (rulesOf.get(finding.measure)?.size ?? 0) > 1;
    return [title, isShared ? ` (“${ruleWords(finding)}”)` : ''];
  };
  const rule = (finding: Finding) => ruleParts(finding).join('');
  return {
    measure,
    group,
    question: (id) => questions.get(id) ?? humanised(id),
    rule,
    heading: (finding) => {
      const [judges, words] = ruleParts(finding);
      return `${judges}: ${group(finding.by)}${words}`;
    },
  };
};

/** A rule's id says what it asks for: “advice-taken” reads “advice taken”. */
const ruleWords = ({ rule }: Finding): string => rule.replace(/[-_]+/g, ' ');

const variants = new Map([
  ['answered', 'over answered alerts only'],
  ['all', 'over all alerts, answered or not'],
  ['86400', 'within a day'],
  ['31536000', 'within a year'],
  ['clicks', 'per click'],
  ['logged-actions', 'per logged action'],
  ['top-1', 'share of the busiest 1%'],
  ['top-10', 'share of the busiest 10%'],
  ['gini', 'Gini index'],
]);

/** Other numbers are idle cutoffs in seconds; “scheduled” are people whose own working hours are known. */
export const variantWords = (variant: string): string => {
  const known = variants.get(variant);
  if (known) return known;
  const [, scheduled, seconds] = /^(scheduled-)?(\d+)$/.exec(variant) ?? [];
  if (!seconds) return variant;
  return `${scheduled ? 'own working hours known, ' : ''}idle cutoff ${seconds} s`;
};
