import type { Finding, Status } from '../../result.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { bare, basedOn, interval, isShare, thresholdWords } from '../../wording/numbers.js';
import { badgeOf, rankOf, worstFirst } from '../../wording/statuses.js';
import { table } from '../../wording/table.js';
import type { Naming } from '../naming.js';
import { badge } from './badge.js';
import { intervals } from './charts/intervals.js';
import { advice, basis, facts, undecided, waived } from './finding.js';
import { inShort, thresholdsOf, valueWords } from './in-short.js';

/** What one rule says, of the site or of each of its groups, worst first. */
export interface RuleFindings {
  rule: string;
  /** The worst of them. */
  status: Status;
  findings: [Finding, ...Finding[]];
}

/** Rules of a question, worst first. */
export const rulesOf = (findings: Finding[]): RuleFindings[] =>
  worstFirst(
    [...new Set(findings.map(({ rule }) => rule))].map((rule) => {
      const own = worstFirst(findings.filter((each) => each.rule === rule)) as [Finding, ...Finding[]];
      return { rule, status: own[0].status, findings: own };
    }),
  );

const drawable = ({ value, interval: range }: Finding): boolean => value !== null && range !== null;

const groups = (findings: Finding[], id: string, say: Naming): Markup => {
  const vary = thresholdsOf(findings).length > 1;
  const [{ unit }] = findings as [Finding];
  const inUnit = isShare(unit) ? 'Value' : `Value, ${unit}`;
  const row = (finding: Finding): Child[] => [
    bdi(say.group(finding.by)),
    badge(finding.status),
    finding.value === null ? valueWords(finding) : bare(finding.value, unit),
    finding.interval ? interval(finding.interval, unit) : 'none',
    basedOn(finding) ?? 'none',
    ...(vary ? [thresholdWords(finding.threshold, unit)] : []),
    html`${finding.why}${waived(finding)}`,
  ];
  return table({
    id: `${id}-groups`,
    caption: 'What it found, worst first',
    columns: [
      { title: 'Of' },
      { title: 'Verdict' },
      { title: inUnit, number: true },
      { title: '95% interval', number: true },
      { title: 'n', number: true },
      ...(vary ? [{ title: 'Threshold' }] : []),
      { title: 'Why' },
    ],
    rows: findings.map(row),
  });
};

const alone = (finding: Finding): Markup => html`<p class="why">${finding.why}</p>
${undecided(finding)}
${facts(finding)}
${waived(finding)}`;

/** A rule, folded to one line; it opens to its numbers, what they rest on, and what to do. */
export const ruleDetails = (rule: RuleFindings, id: string, say: Naming): Markup => {
  const { findings } = rule;
  const [first] = findings;
  const drawn = findings.filter(drawable).toSorted((a, b) => rankOf(a.status) - rankOf(b.status));
  return html`
<details class="rule ${rule.status}" id="${id}">
<summary><span class="badge ${rule.status}">${badgeOf(rule.status)}</span> <strong>${say.rule(first)}:</strong> <span class="short">${inShort(findings, say)}</span></summary>
${findings.length === 1 ? alone(first) : groups(findings, id, say)}
${advice(first)}
${drawn.length > 0 && intervals({ id: `${id}-chart`, unit: first.unit, findings: drawn }, say)}
${basis(first, thresholdsOf(findings))}
</details>`;
};
