import type { AuditResult } from '../../result.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { howToRead, judgedSentence, period, purpose, tally } from '../headline.js';

/** What this is, of when, and how much of it could be judged. */
export const headline = (result: AuditResult): Markup => html`
<header class="headline">
${result.internal && html`<p class="banner"><strong>Internal, not for publication.</strong> Groups smaller than usual are shown.</p>`}
<p class="eyebrow">Mission Audit</p>
<h1>Is the mission of medicine being served by these tools, or buried under them?</h1>
<p class="lede">${purpose}</p>
<p class="period">Period: <strong>${period(result)}</strong></p>
<p class="judged">${judgedSentence(result)}.</p>
<ul class="tally">
${tally(result).map(
  ({ badge, status, findings }) =>
    html`<li class="${status}"><strong>${findings}</strong> <span class="badge ${status}">${badge}</span></li>
`,
)}</ul>
<p class="note">${howToRead}</p>
</header>`;
