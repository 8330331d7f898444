import type { AuditResult, Status } from '../../result.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { table } from '../../wording/table.js';
import { inAllNote, inAllOf, verdictOf } from '../words.js';
import { badge } from './badge.js';

const notAsked = html`<span class="not-asked">· not asked</span>`;

/** Tools down, questions across. */
export const ledger = ({ tools, questions: all }: AuditResult): Markup => {
  const questions = all.flatMap((asked, at) => (asked.notMeasurable ? [] : [{ ...asked, place: at + 1 }]));
  if (tools.length === 0) return html`<p>No tool was found in what was read.</p>`;
  const cell = (status: Status | undefined) => (status === undefined ? notAsked : badge(status));
  return html`
<div class="ledger">${table({
    id: 'ledger-table',
    caption: 'Each tool against each question',
    columns: [
      { title: 'Tool' },
      { title: 'In all' },
      ...questions.map(({ asks, place }) => ({ title: html`<a href="#question-${place}">${asks}</a>` })),
    ],
    rows: tools.map((tool) => [
      bdi(tool.title),
      html`<span class="filter ${tool.filter}">${inAllOf(tool)}</span>`,
      ...questions.map(({ id }) => cell(verdictOf(tool, id))),
    ]),
  })}</div>
<p class="note">“Not asked”: no rule of that question looks at that tool. ${inAllNote} Tools are not set against each other, and nobody is ranked.</p>`;
};
