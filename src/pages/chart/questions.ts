import type { ChartQuestion, ChartView } from '../../chart-view.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { badge } from '../badge.js';
import { section } from '../section.js';
import { articleOf, some, toneOf, worstFirst } from '../words.js';
import { finding } from './finding.js';

/** What fails lies open; what passed or does not apply is folded. */
const open = new Set(['fail', 'warn', 'error']);

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
${asked.findings.length === 0 && html`<p class="note">Asked by “${articleOf(asked.article)}”, section “${asked.section}”.</p>`}
</article>`;
};

const folded = new Set(['pass', 'waived', 'not-applicable']);

const body = (asked: ChartQuestion[]): Markup => {
  const sorted = worstFirst(asked);
  const quiet = sorted.filter(({ status }) => folded.has(status));
  return html`<p class="note">Asked of the whole site’s data on these tools, not of you.</p>
${sorted.filter(({ status }) => !folded.has(status)).map(question)}
${
  quiet.length > 0 &&
  html`<details class="folded passed"><summary>${some(quiet.length, 'question')} ${quiet.every(({ status }) => status === 'pass') ? 'passed' : 'passed, waived or not applicable'}</summary>
${quiet.map(question)}</details>`
}`;
};

export const questions = ({ questions: asked }: ChartView): Markup =>
  section({
    id: 'questions',
    title: 'Does it serve the mission?',
    body: asked.length > 0 ? body(asked) : html`<p>No question could be put to these tools yet.</p>`,
  });
