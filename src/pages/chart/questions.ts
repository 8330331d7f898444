import type { ChartQuestion, ChartView } from '../../chart-view.js';
import type { Status } from '../../result.js';
import { articleOf } from '../../wording/articles.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { toneOf, wordOf, worstFirst } from '../../wording/statuses.js';
import { badge } from '../badge.js';
import { section } from '../section.js';
import { some } from '../words.js';
import { finding } from './finding.js';

/** What fails lies open; what passed or does not apply is folded. */
const open = new Set<Status>(['fail', 'warn', 'error']);

const quiet = new Set<Status>(['pass', 'waived', 'not-applicable']);

/** So many questions lie in sight: two minutes are not many. */
const inSight = 4;

/** The reason may be that of one finding: then of which tool. */
const whyNot = ({ reason, findings }: ChartQuestion): Child => {
  const title = findings.find(({ why }) => why === reason)?.toolTitle;
  return title ? html`${bdi(title)}: ${reason}` : reason;
};

const question = (asked: ChartQuestion): Markup => {
  const sorted = worstFirst(asked.findings);
  const raised = sorted.filter(({ status }) => open.has(toneOf(status)));
  const others = sorted.filter(({ status }) => !open.has(toneOf(status)));
  return html`
<article class="question ${toneOf(asked.status)}"><h3>${asked.asks} ${badge(asked.status)}</h3>
${asked.status === 'insufficient-data' && asked.reason && html`<p class="why">${whyNot(asked)}</p>`}
${raised.map((each) => finding(each, asked))}
${
  others.length > 0 &&
  html`<details class="folded"><summary>${some(others.length, raised.length > 0 ? 'other finding' : 'finding')}</summary>
${others.map((each) => finding(each, asked))}</details>`
}
</article>`;
};

/** One sentence for all of them, instead of one “cannot tell” each. */
const unasked = (asked: ChartQuestion[]): Markup | null =>
  asked.length > 0
    ? html`
<h3>Asked of the whole site, not of these tools</h3>
<ul class="asked">${asked.map(
        ({
          asks,
          article,
          section: part,
        }) => html`<li>${asks} <span class="soft">“${articleOf(article)}”, section “${part}”</span></li>
`,
      )}</ul>`
    : null;

/** “3 pass, 1 cannot tell, 12 asked of the whole site only”. */
const counted = (rest: ChartQuestion[], others: ChartQuestion[]): string => {
  const tones = [...new Set(rest.map(({ status }) => toneOf(status)))];
  return [
    ...tones.map((tone) => `${rest.filter(({ status }) => toneOf(status) === tone).length} ${wordOf(tone)}`),
    ...(others.length > 0 ? [`${others.length} asked of the whole site only`] : []),
  ].join(', ');
};

/** Those that concern this encounter's tools come first, worst first and a handful; all others are one fold away. */
const body = (asked: ChartQuestion[]): Markup => {
  const here = worstFirst(asked.filter(({ findings }) => findings.length > 0));
  const others = asked.filter(({ findings }) => findings.length === 0);
  const seen = here.filter(({ status }) => !quiet.has(toneOf(status))).slice(0, inSight);
  const rest = here.filter((each) => !seen.includes(each));
  return html`<p class="note">Asked of the whole site’s data on these tools, not of you.</p>
${seen.length > 0 ? seen.map(question) : html`<p>${here.length > 0 ? 'Nothing fails or warns for the tools of this encounter.' : 'No rule looks at the tools of this encounter.'}</p>`}
${
  rest.length + others.length > 0 &&
  html`<details class="folded all"><summary>All other questions: ${counted(rest, others)}</summary>
${rest.map(question)}${unasked(others)}</details>`
}`;
};

export const questions = ({ questions: asked }: ChartView): Markup =>
  section({
    id: 'questions',
    title: 'Does it serve the mission?',
    body: asked.length > 0 ? body(asked) : html`<p>No question could be put to these tools yet.</p>`,
  });
