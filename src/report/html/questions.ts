import type { AuditResult, Finding, QuestionResult } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import type { Naming } from '../naming.js';
import { articleOf, worstFirst } from '../words.js';
import { badge } from './badge.js';
import { intervals } from './charts/intervals.js';
import { findingArticle } from './finding.js';

const drawable = ({ value, interval }: Finding): boolean => value !== null && interval !== null;

/** One chart for each unit: only what is comparable shares an axis. */
const charts = (findings: Finding[], id: string, say: Naming): Markup[] => {
  const units = [...new Set(findings.filter(drawable).map(({ unit }) => unit))];
  return units.map((unit, at) =>
    intervals(
      {
        id: `${id}-chart-${at + 1}`,
        unit,
        findings: findings.filter((finding) => finding.unit === unit && drawable(finding)),
      },
      say,
    ),
  );
};

const folded = (title: string, findings: Finding[], say: Naming): Markup | null =>
  findings.length > 0
    ? html`<details class="folded"><summary>${title} (${findings.length})</summary>
${findings.map((finding) => findingArticle(finding, say))}
</details>`
    : null;

const source = ({ article, section, principles }: QuestionResult): Markup =>
  html`<p class="note">Asked by “${articleOf(article)}”, section “${section}”.${
    principles.length > 0 && ` Principles: ${principles.join(', ')}.`
  }</p>`;

/** Failed findings lie open; what passed or does not apply is folded. */
const question = (asked: QuestionResult, findings: Finding[], say: Naming, id: string): Markup => {
  const of = (...wanted: Finding['status'][]) => findings.filter(({ status }) => wanted.includes(status));
  const open = of('fail', 'warn', 'error');
  return html`
<details class="question ${asked.status}" id="${id}"${asked.status === 'fail' && html` open`}>
<summary><h3>${asked.asks}</h3> ${badge(asked.status)} <span class="note">${asked.judged} of ${asked.rules} rules could be judged</span></summary>
${source(asked)}
<div class="charts">${charts(findings, id, say)}</div>
${open.map((finding) => findingArticle(finding, say))}
${folded('Cannot tell', of('insufficient-data'), say)}
${folded('Passed', of('pass'), say)}
${folded('Waived', of('waived'), say)}
${folded('Not applicable', of('not-applicable'), say)}
${findings.length === 0 && html`<p>No rule gave a finding here.</p>`}
</details>`;
};

/** What no trace of a tool can answer. */
const unanswerable = (
  asked: QuestionResult,
  { why, collect }: { why: string; collect: string },
  id: string,
): Markup => html`
<details class="question" id="${id}">
<summary><h3>${asked.asks}</h3> <span class="note">○ not measurable</span></summary>
${source(asked)}
<p>${why}</p>
<p>To collect: ${collect}</p>
</details>`;

/** Failed first, and last what cannot be measured. The ids follow the result's own order, which the ledger links to. */
export const questions = (result: AuditResult, say: Naming): Markup => {
  const numbered = result.questions.map((asked, at) => ({
    asked,
    status: asked.status,
    id: `question-${at + 1}`,
  }));
  if (numbered.length === 0) return html`<p>No question could be put to what was read.</p>`;
  const measurable = numbered.filter(({ asked }) => !asked.notMeasurable);
  const others = numbered.flatMap(({ asked, id }) =>
    asked.notMeasurable ? [unanswerable(asked, asked.notMeasurable, id)] : [],
  );
  return html`${worstFirst(measurable).map(({ asked, id }) => {
    const findings = worstFirst(result.findings.filter((finding) => finding.question === asked.id));
    return question(asked, findings, say, id);
  })}${others}`;
};
