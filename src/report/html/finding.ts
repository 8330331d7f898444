import type { Finding } from '../../result.js';
import { day } from '../../wording/days.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { count, figure, interval, thresholdWords } from '../../wording/numbers.js';
import type { Naming } from '../naming.js';
import { basisOf, reasons } from '../words.js';
import { badge } from './badge.js';

const fact = (name: string, value: Child): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;

/** What is not known is left out; `why` says so. */
const facts = (finding: Finding): Markup => {
  const { value, unit, numerator, denominator } = finding;
  const none = finding.reason === 'suppressed' ? 'suppressed' : 'none';
  return html`<dl class="facts">
${fact('Value', value === null ? none : figure(value, unit))}
${finding.interval && fact('95% interval', interval(finding.interval, unit))}
${fact('Threshold', thresholdWords(finding.threshold, unit))}
${numerator !== null && fact('Numerator', count(numerator))}
${denominator !== null && fact('Denominator', count(denominator))}
</dl>`;
};

const advice = ({ advice: { clinician, informatics } }: Finding): Markup | null =>
  clinician || informatics
    ? html`<dl class="advice">
${clinician && fact('For clinicians', clinician)}${informatics && fact('For informatics', informatics)}</dl>`
    : null;

const undecided = (finding: Finding): Markup | null => {
  if (!finding.reason) return null;
  return html`<p class="next">${reasons[finding.reason].title}. ${finding.reason !== 'missing-table' && reasons[finding.reason].next}</p>`;
};

/** One verdict, with everything it rests on. */
export const findingArticle = (finding: Finding, say: Naming): Markup => html`
<article class="finding ${finding.status}">
<h4>${badge(finding.status)} ${bdi(say.heading(finding))}</h4>
<p class="why">${finding.why}</p>
${undecided(finding)}
${facts(finding)}
${advice(finding)}
${
  finding.waiver &&
  html`<p>Accepted by ${finding.waiver.owner} until ${day(finding.waiver.expires)}: ${finding.waiver.reason}.</p>`
}
<p class="note">Where the threshold comes from: ${basisOf(finding)}. Rule <code>${finding.rule}</code>${
  finding.severity === 'warn' && ', which only warns'
}.</p>
</article>`;
