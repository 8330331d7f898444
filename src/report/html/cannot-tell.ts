import type { AuditResult, Reason } from '../../result.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { reasonTitles } from '../../wording/reasons.js';
import { table } from '../../wording/table.js';
import type { Naming } from '../naming.js';
import { type Undecided, undecidedOf } from '../undecided.js';
import { nextOf } from '../words.js';

const entry = ({ head, lines }: Undecided): Markup => html`<li>${bdi(head)}${lines.map(
  (line) => html`<br><span class="soft">${bdi(line)}</span>`,
)}</li>
`;

const byReason = (result: AuditResult, say: Naming): Markup[] =>
  (Object.keys(reasonTitles) as Reason[]).flatMap((reason) => {
    const some = result.findings.filter((finding) => finding.reason === reason);
    if (some.length === 0) return [];
    return [
      html`<h3>${reasonTitles[reason]}</h3>
<p class="next">${nextOf(reason, result)}</p>
<details class="folded"><summary>${some.length === 1 ? '1 finding' : `${some.length} findings`}</summary>
<ul>${undecidedOf(some, say).map(entry)}</ul>
</details>`,
    ];
  });

/** What was not given, and how to get it. */
export const missing = ({ coverage }: AuditResult): Markup | null =>
  coverage.missing.length > 0
    ? html`<h3 id="missing">What is missing</h3>
${table({
  id: 'missing-table',
  caption: 'Data that was not given, and how to get it',
  columns: [{ title: 'Data' }, { title: 'What follows' }, { title: 'How to get it' }],
  rows: coverage.missing.map(({ table: name, why, how }) => [html`<code>${name}</code>`, why, how]),
})}`
    : null;

/** “Cannot tell” is a good answer: it says what to do next. */
export const cannotTell = (result: AuditResult, say: Naming): Markup => {
  const groups = byReason(result, say);
  if (groups.length === 0) return html`<p>Every rule that applies could be judged.</p>`;
  return html`<p>These rules are neither passed nor failed: what was read does not decide them.</p>
${groups}`;
};
