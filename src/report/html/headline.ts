import type { AuditResult } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { howToRead, judgedSentence, period, purpose, questionTally, readSentence } from '../headline.js';
import { humanised } from '../naming.js';

const nameable = 5;

/** What fails or warns is named where it is a handful; the rest is counted. */
const asked = (result: AuditResult): Markup[] =>
  questionTally(result).map(
    ({ badge, status, ids }) =>
      html`<li class="${status}"><strong>${ids.length}</strong> <span class="badge ${status}">${badge}</span>${
        (status === 'fail' || status === 'warn') &&
        ids.length <= nameable &&
        html` <span class="which">${ids.map(humanised).join(', ')}</span>`
      }</li>
`,
  );

/** What this is, of when, and how much of it could be judged. */
export const headline = (result: AuditResult): Markup => html`
<header class="headline">
${result.internal && html`<p class="banner"><strong>Internal, not for publication.</strong> Groups smaller than usual are shown.</p>`}
<p class="eyebrow">Mission Audit</p>
<h1>Is the mission of medicine being served by these tools, or buried under them?</h1>
<p class="note">${purpose}</p>
<p class="period">Period: <strong>${period(result)}</strong>. Read: ${readSentence(result)}</p>
<p class="judged">${judgedSentence(result)}.${result.questions.length > 0 && ' Of the questions:'}</p>
<ul class="tally">
${asked(result)}</ul>
<p class="note">${howToRead}</p>
</header>`;
