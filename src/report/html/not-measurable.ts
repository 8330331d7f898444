import type { QuestionResult } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { notMeasurableBadge } from '../words.js';
import { questionTitle, sourceOf } from './question-title.js';

/** What no trace of a tool can answer stands together: why, and what to collect instead. */
export const notMeasurable = (questions: readonly { asked: QuestionResult; id: string }[]): Markup | null => {
  const all = questions.flatMap(({ asked, id }) =>
    asked.notMeasurable ? [{ asked, id, ...asked.notMeasurable }] : [],
  );
  if (all.length === 0) return null;
  return html`
<div class="unanswerable">
<h3>What no trace of a tool can answer</h3>
<p>Asked all the same, so that silence is not taken for “fine”.</p>
${all.map(
  ({ asked, id, why, collect }) => html`
<details class="question" id="${id}">
<summary><span class="badge">${notMeasurableBadge}</span> ${questionTitle(asked, 'h4')}</summary>
<p>${why}</p>
<p><strong>To collect:</strong> ${collect}</p>
${sourceOf(asked)}
</details>`,
)}</div>`;
};
