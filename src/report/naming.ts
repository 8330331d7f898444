import type { AuditResult, By, Finding } from '../result.js';

/** Names for what the result knows by id. */
export interface Naming {
  measure: (id: string) => string;
  group: (by: By) => string;
  question: (id: string) => string;
  /** Measure and group; also the rule's own words, where several rules ask of one measure. */
  heading: (finding: Finding) => string;
  /** What a rule asks of a group, shorter: for charts. */
  short: (finding: Finding) => string;
}

const dimensions = new Map([
  ['alert_key', 'alert'],
  ['class', 'kind of encounter'],
]);

export const dimensionWord = (dimension: string): string => dimensions.get(dimension) ?? dimension;

const classes = new Map(
  Object.entries({
    AMB: 'outpatient visits',
    IMP: 'inpatient stays',
    ACUTE: 'acute inpatient stays',
    NONAC: 'non-acute inpatient stays',
    EMER: 'emergency visits',
    OBSENC: 'observation stays',
    HH: 'home visits',
    VR: 'virtual visits',
  }),
);

/** “acted-on-share” reads “Acted on share”, where the result brings no title. */
export const humanised = (id: string): string => {
  const words = id.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const naming = (result: AuditResult): Naming => {
  const measures = new Map(result.measurements.map(({ measure, title }) => [measure, title]));
  const tools = new Map(result.tools.map(({ tool, title }) => [tool, title]));
  const questions = new Map(result.questions.map(({ id, asks }) => [id, asks]));
  const one = ([dimension, value]: [string, string]): string => {
    if (dimension === 'tool') return tools.get(value) ?? value;
    if (dimension === 'class') return classes.get(value) ?? `class ${value}`;
    if (dimension === 'activity' && value !== '') return value.replace(/[-_]+/g, ' ');
    return `${dimensionWord(dimension)} ${value === '' ? '(none)' : value}`;
  };
  const rulesOf = new Map<string, Set<string>>();
  for (const { measure, rule } of result.findings)
    rulesOf.set(measure, (rulesOf.get(measure) ?? new Set()).add(rule));
  const measure = (id: string) => measures.get(id) ?? humanised(id);
  const group = (by: By) => Object.entries(by).map(one).join(', ') || 'whole site';
  return {
    measure,
    group,
    question: (id) => questions.get(id) ?? humanised(id),
    heading: (finding) => {
      const told = `${measure(finding.measure)}: ${group(finding.by)}`;
      const shared = (rulesOf.get(finding.measure)?.size ?? 0) > 1;
      return shared ? `${told} (“${ruleWords(finding)}”)` : told;
    },
    short: (finding) => `${group(finding.by)}: ${ruleWords(finding)}`,
  };
};

/** A rule's id says what it asks for: “advice-taken” reads “advice taken”. */
const ruleWords = ({ rule }: Finding): string => rule.replace(/[-_]+/g, ' ');

const variants = new Map([
  ['answered', 'over answered alerts only'],
  ['all', 'over all alerts, answered or not'],
  ['86400', 'within a day'],
  ['31536000', 'within a year'],
]);

/** Other numbers are idle cutoffs in seconds; “scheduled” are people whose own working hours are known. */
export const variantWords = (variant: string): string => {
  const known = variants.get(variant);
  if (known) return known;
  const [, scheduled, seconds] = /^(scheduled-)?(\d+)$/.exec(variant) ?? [];
  if (!seconds) return variant;
  return `${scheduled ? 'own working hours known, ' : ''}idle cutoff ${seconds} s`;
};
