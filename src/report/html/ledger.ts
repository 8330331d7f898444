import type { AuditResult, QuestionResult, Status, ToolResult } from '../../result.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { byAsked, inAllOf, notAsked, questionsOfTools, verdictOf } from '../../wording/ledger.js';
import { table } from '../../wording/table.js';
import { humanised } from '../naming.js';
import { inAllNote } from '../words.js';
import { badge } from './badge.js';
import { placesOf } from './places.js';

const nobody = html`<span class="not-asked">${notAsked}</span>`;
const cell = (status: Status | undefined): Markup => (status === undefined ? nobody : badge(status));

const listed = (items: Child[]): Markup => html`${items.map((item, at) => html`${at > 0 && ', '}${item}`)}`;

/** Tools down, worst first; questions across, where at least one tool is asked. What is put to the site only stands below. */
export const ledger = ({ tools, questions }: AuditResult): Markup => {
  if (tools.length === 0) return html`<p>No tool was found in what was read.</p>`;
  const places = placesOf(questions);
  const { asked, unasked } = byAsked(tools);
  const { across, ofSite } = questionsOfTools(questions, tools);
  const link = (question: QuestionResult) =>
    html`<a href="#${places.get(question)}">${humanised(question.id)}</a>`;
  const row = (tool: ToolResult): Child[] => [
    bdi(tool.title),
    html`<span class="filter ${tool.filter}">${inAllOf(tool)}</span>`,
    ...across.map(({ id }) => cell(verdictOf(tool, id))),
  ];
  return html`
${
  asked.length > 0 &&
  html`<div class="ledger">${table({
    id: 'ledger-table',
    caption: 'Each tool against each question',
    columns: [{ title: 'Tool' }, { title: 'In all' }, ...across.map((each) => ({ title: link(each) }))],
    rows: asked.map(row),
  })}</div>`
}
${ofSite.length > 0 && html`<p>No finding about a single tool: ${listed(ofSite.map(link))}.</p>`}
${unasked.length > 0 && html`<p>No rule looks at: ${listed(unasked.map(({ title }) => bdi(title)))}.</p>`}
<p class="note">${inAllNote} “Not asked”: no rule of that question looks at that tool. What needs attention comes first; people are never listed.</p>`;
};
