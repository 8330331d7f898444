import type { ChartView } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { count } from '../../wording/numbers.js';
import { safeHref } from '../safe-href.js';
import { some } from '../words.js';

type State = ChartView['sources'][number]['state'];

const states = new Map<State, string>([
  ['used', '✓ used'],
  ['empty', '– nothing there'],
  ['cannot-tell', '? cannot tell'],
]);

const own = ({ own: { opened, clicks, serverMs, note } }: ChartView): Markup => {
  const cost = [
    `opened ${some(opened, 'time')}`,
    clicks === null ? 'clicks not counted' : some(clicks, 'click'),
    serverMs !== null && `${count(Math.round(serverMs))} ms of our server’s time`,
  ].filter(Boolean);
  return html`<p>Mission Audit. <strong>What this page itself cost you:</strong> ${cost.join(', ')}. ${note}</p>`;
};

const sources = ({ sources: all }: ChartView): Markup | null => {
  const gaps = all.filter(({ state }) => state === 'cannot-tell').length;
  return all.length > 0
    ? html`
<details class="folded"><summary>Where the figures come from${gaps > 0 && `: ${some(gaps, 'source')} could not be had`}</summary>
<p>“Store” is what this site keeps; “EHR” was read live, with your own permission.</p>
<ul>${all.map(
        ({
          name,
          state,
          detail,
        }) => html`<li><strong>${bdi(name)}</strong> (${states.get(state) ?? state}): ${detail}</li>
`,
      )}</ul></details>`
    : null;
};

export interface Paths {
  chart: string;
  logout: string;
}

export const footer = (view: ChartView, { chart, logout }: Paths): Markup => html`
${own(view)}
<p>Worked out ${view.asOf}. ${safeHref(chart) && html`<a href="${chart}">Work it out again</a>`}</p>
${sources(view)}
${
  safeHref(logout) &&
  html`<form method="post" action="${logout}"><input type="hidden" name="token" value="${view.concerns.token}"><button type="submit">Close this page’s session</button></form>`
}`;
