import type { Finding } from '../../result.js';
import { basisOf } from '../../wording/basis.js';
import { day } from '../../wording/days.js';
import { type Child, html, type Markup } from '../../wording/html-tag.js';
import { basedOn, figure, interval, thresholdWords } from '../../wording/numbers.js';
import { reasonTitles } from '../../wording/reasons.js';
import { nextSteps } from '../words.js';

const fact = (name: string, value: Child): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;

/** What is not known is left out; `why` says so. */
export const facts = (finding: Finding): Markup => {
  const { value, unit } = finding;
  const none = finding.reason === 'suppressed' ? 'suppressed' : 'none';
  const n = basedOn(finding);
  return html`<dl class="facts">
${fact('Value', value === null ? none : figure(value, unit))}
${finding.interval && fact('95% interval', interval(finding.interval, unit))}
${fact('Threshold', thresholdWords(finding.threshold, unit))}
${n !== null && fact('n', n)}
</dl>`;
};

/** The same for all that a rule looks at. */
export const advice = ({ advice: { clinician, informatics } }: Finding): Markup | null =>
  clinician || informatics
    ? html`<dl class="advice">
${clinician && fact('For clinicians', clinician)}${informatics && fact('For informatics', informatics)}</dl>`
    : null;

/** Why it could not be judged, and what would help. */
export const undecided = ({ reason }: Finding): Markup | null => {
  if (!reason) return null;
  return html`<p class="next">${reasonTitles[reason]}. ${reason !== 'missing-table' && nextSteps[reason]}</p>`;
};

export const waived = ({ waiver }: Finding): Markup | null =>
  waiver ? html`<p>Accepted by ${waiver.owner} until ${day(waiver.expires)}: ${waiver.reason}.</p>` : null;

/** Where the threshold comes from, and by which id the rules file knows the rule. */
export const basis = (finding: Finding, thresholds: string[]): Markup => html`
<p class="note">Threshold: ${thresholds.join('; ')}. ${basisOf(finding)}. Rule <code>${finding.rule}</code>${
  finding.severity === 'warn' && ', which only warns'
}.</p>`;
