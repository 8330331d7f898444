import type { ChartEncounter, ChartView } from '../../chart-view.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { some } from '../words.js';
import { choose, offer } from './choose.js';

const banner = ({ banner: whose }: ChartView): Markup | null =>
  whose &&
  html`
<div class="banner" role="group" aria-label="Patient"><strong>${bdi(whose.name)}</strong>${[
    whose.born && html` <span>born ${bdi(whose.born)}</span>`,
    whose.sex && html` <span>${bdi(whose.sex)}</span>`,
    whose.identifier && html` <span>${bdi(whose.identifier)}</span>`,
  ]}</div>`;

/** The day is said once where a visit began and ended on it. */
const until = (started: string, ended: string): string => {
  const [day, time] = ended.split(', ');
  return time && started.startsWith(`${day}, `) ? time : ended;
};

/** What is not known is left out. */
const about = ({ kind, started, ended, open, clinicians }: ChartEncounter): Markup => {
  const parts: Child[] = [
    html`<strong>${bdi(kind)}</strong>`,
    started && html`from ${bdi(started)}${ended && html` to ${bdi(until(started, ended))}`}`,
    open ? 'still open' : !ended && 'closed',
    clinicians !== null && `${some(clinicians, 'clinician')} took part`,
  ];
  return html`${parts.filter(Boolean).map((part, at) => html`${at > 0 && ', '}${part}`)}`;
};

const titleOf = ({ ownOnly, encounter }: ChartView): string => {
  if (!encounter) return 'Which encounter?';
  return ownOnly ? 'Your part of this encounter so far' : 'This encounter so far';
};

const lede = ({ ownOnly, encounter, choices }: ChartView): string => {
  if (!encounter)
    return choices.length > 0
      ? 'Choose one, and this page says what it has asked of you, and what came back for it.'
      : 'Nothing can be counted until there is an encounter of this patient.';
  return ownOnly
    ? 'What the record has asked of you alone: with two clinicians, the rest would be your colleague’s.'
    : 'What the record has asked of those who care here, and what came back for it.';
};

/** Whose chart, which encounter, and a way to another. */
export const header = (view: ChartView, path: string): Markup => html`${banner(view)}
<div class="head"><div class="title">
<h1>${titleOf(view)}</h1>
<p class="encounter">${view.encounter ? about(view.encounter) : 'The record named none for this launch'}.</p>
</div>${view.encounter && choose(view, path)}</div>
${view.chosenHow && html`<p class="note how">${view.chosenHow}</p>`}
<p class="lede">${lede(view)}</p>
${view.encounter === null && offer(view, path)}<p class="jump"><a href="#concern">I’m concerned</a></p>`;
