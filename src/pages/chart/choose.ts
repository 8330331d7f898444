import type { ChartView, EncounterChoice } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { safeHref } from '../safe-href.js';

const wordsOf = ({ kind, started, open }: EncounterChoice): string =>
  `${kind}${started ? `, ${started}` : ''}${open ? ' (open)' : ''}`;

const option = (choice: EncounterChoice): Markup =>
  html`<option value="${choice.id}"${choice.current && html` selected`}>${wordsOf(choice)}</option>
`;

const list = (
  choices: EncounterChoice[],
  label: string,
): Markup => html`<label for="encounter">${label}</label>
<select id="encounter" name="encounter">
${choices.map(option)}</select> <button type="submit">Show it</button>`;

/** A plain form: it asks for the page again, with another encounter. */
export const choose = ({ choices }: ChartView, path: string): Markup | null => {
  const action = safeHref(path);
  if (choices.length === 0 || !action) return null;
  return html`
<details class="choose"><summary>Choose another encounter</summary>
<form method="get" action="${action}">${list(choices, 'Encounter of this patient')}</form></details>`;
};

const inSight = 6;

/** Where the EHR named none, one tap on one of the latest is enough; older ones are in a list. */
export const offer = ({ choices }: ChartView, path: string): Markup | null => {
  const action = safeHref(path);
  if (choices.length === 0 || !action) return null;
  const older = choices.slice(inSight);
  return html`
<form class="offer" method="get" action="${action}"><ul class="offered">${choices.slice(0, inSight).map(
    (choice) => html`
<li><button type="submit" name="encounter" value="${choice.id}">${bdi(wordsOf(choice))}</button></li>`,
  )}
</ul></form>${older.length > 0 && html`<form class="offer" method="get" action="${action}">${list(older, 'Older ones')}</form>`}
`;
};
