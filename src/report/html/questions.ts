import type { AuditResult, Finding, QuestionResult, Status } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { statuses, worstFirst } from '../../wording/statuses.js';
import { tally } from '../headline.js';
import { judgedOf } from '../judged.js';
import type { Naming } from '../naming.js';
import { badge } from './badge.js';
import { notMeasurable } from './not-measurable.js';
import { placesOf } from './places.js';
import { questionTitle, sourceOf } from './question-title.js';
import { type RuleFindings, ruleDetails, rulesOf } from './rule.js';

const raised = new Set<Status>(['fail', 'warn', 'error']);

/** “7 pass, 3 cannot tell”. */
const counted = (rules: RuleFindings[]): string =>
  statuses
    .map(({ status, word }) => ({ word, n: rules.filter((rule) => rule.status === status).length }))
    .filter(({ n }) => n > 0)
    .map(({ word, n }) => `${n} ${word}`)
    .join(', ');

/** Where something is wrong, the rest of the rules steps back. */
const rulesPart = (rules: RuleFindings[], id: string, say: Naming): Markup => {
  const drawn = rules.map((rule, at) => ({ rule, shown: ruleDetails(rule, `${id}-rule-${at + 1}`, say) }));
  const wrong = drawn.filter(({ rule }) => raised.has(rule.status));
  const rest = drawn.filter(({ rule }) => !raised.has(rule.status));
  if (drawn.length === 0) return html`<p>No rule gave a finding here.</p>`;
  if (wrong.length === 0 || rest.length === 0) return html`${drawn.map(({ shown }) => shown)}`;
  return html`${wrong.map(({ shown }) => shown)}
<details class="folded"><summary>The other ${rest.length === 1 ? 'rule' : `${rest.length} rules`}: ${counted(rest.map(({ rule }) => rule))}</summary>
${rest.map(({ shown }) => shown)}
</details>`;
};

/** What fails or warns lies open down to its rules; the numbers of each rule are one step further. */
const question = (asked: QuestionResult, findings: Finding[], say: Naming, id: string): Markup => html`
<details class="question ${asked.status}" id="${id}"${raised.has(asked.status) && html` open`}>
<summary>${badge(asked.status)} ${questionTitle(asked, 'h3')} <span class="note">${judgedOf(asked, { findings })}</span></summary>
${rulesPart(rulesOf(findings), id, say)}
${sourceOf(asked)}
</details>`;

const findings = (result: AuditResult): string =>
  tally(result)
    .map(({ badge: told, findings: n }) => `${n} ${told.slice(2)}`)
    .join(', ');

const legend = (result: AuditResult): Markup => html`
<p class="note">A question opens to its rules, and a rule to its numbers. ${
  result.findings.length > 0 &&
  `What one rule says of the site, of a tool or of another group is a finding: ${findings(result)}. `
}In the drawings a dot is the estimate, its line the 95% interval, the upright bar the threshold, and what lies within it is shaded.</p>`;

/** Failed first, and last what cannot be measured. */
export const questions = (result: AuditResult, say: Naming): Markup => {
  if (result.questions.length === 0) return html`<p>No question could be put to what was read.</p>`;
  const places = placesOf(result.questions);
  const numbered = result.questions.map((asked) => ({
    asked,
    status: asked.status,
    id: places.get(asked)!,
  }));
  const measurable = numbered.filter(({ asked }) => !asked.notMeasurable);
  return html`${legend(result)}${worstFirst(measurable).map(({ asked, id }) =>
    question(
      asked,
      result.findings.filter((finding) => finding.question === asked.id),
      say,
      id,
    ),
  )}${notMeasurable(numbered)}`;
};
