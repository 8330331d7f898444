import type { ChartQuestion } from '../../chart-view.js';
import type { Status } from '../../result.js';
import { articleOf } from '../../wording/articles.js';
import { basisOf } from '../../wording/basis.js';
import { day } from '../../wording/days.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { count, figure, interval, thresholdWords } from '../../wording/numbers.js';
import { toneOf } from '../../wording/statuses.js';
import { badge } from '../badge.js';
import { humanised, reasonOf } from '../words.js';

type Finding = ChartQuestion['findings'][number];

const fact = (name: string, value: Child): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;

const facts = (finding: Finding): Markup => {
  const { value, unit, numerator, denominator, interval: range } = finding;
  const none = finding.reason === 'suppressed' ? 'suppressed' : 'none';
  return html`<dl class="facts">
${fact('Value', value === null ? none : figure(value, unit))}
${fact('95% interval', range ? interval(range, unit) : none)}
${fact('Threshold', thresholdWords(finding.threshold, unit))}
${fact('Numerator', numerator === null ? none : count(numerator))}
${fact('Denominator', denominator === null ? none : count(denominator))}
</dl>`;
};

const judged = new Set<Status>(['fail', 'warn', 'pass']);

/** Of what was judged, the figure and what is asked; of all else the sentence that says why. */
const inShort = ({ status, value, unit, threshold, why }: Finding): string =>
  judged.has(status) && value !== null
    ? `${figure(value, unit)}; ${thresholdWords(threshold, unit)} is asked`
    : why;

/** One verdict about the site's tool in a line, and on opening everything that it rests on. */
export const finding = (given: Finding, { article, section }: ChartQuestion): Markup => html`
<details class="finding ${toneOf(given.status)}"><summary>${badge(given.status)} <strong>${given.toolTitle !== null && html`${bdi(given.toolTitle)}, `}${bdi(humanised(given.rule).toLowerCase())}</strong>: ${inShort(given)}</summary>
${inShort(given) !== given.why && html`<p>${given.why}</p>`}
${given.reason && html`<p>${reasonOf(given.reason)}.</p>`}
${facts(given)}
${given.advice.clinician && html`<p class="advice">${given.advice.clinician}</p>`}
${
  given.waiver &&
  html`<p>Accepted by ${bdi(given.waiver.owner)} until ${day(given.waiver.expires)}: ${given.waiver.reason}</p>`
}
<p class="note">Where the threshold comes from: ${basisOf(given)}. Asked by “${articleOf(article)}”, section “${section}”.</p>
</details>`;
