import type { ChartTimeline, ChartView } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { table } from '../../wording/table.js';
import { timeline as draw, sign } from '../draw.js';
import { section } from '../section.js';
import { some } from '../words.js';

const lanesInOneDrawing = 6;

const legend = html`<p class="legend">${sign('accepted')} alert accepted ${sign('overridden')} overridden ${sign('unanswered')} unanswered</p>`;

const rest = (given: ChartTimeline): Markup | null => {
  const lanes = given.lanes.slice(lanesInOneDrawing);
  return lanes.length > 0
    ? html`
<details class="folded"><summary>${some(lanes.length, 'more lane')}</summary>
${draw({ ...given, lanes }, 'timeline-more')}</details>`
    : null;
};

/** The same in words, for those who read. */
const words = ({ rows, more }: ChartTimeline): Markup => html`
<details class="folded"><summary>The timeline as a table</summary>
${table({
  id: 'timeline-table',
  caption: 'What happened when',
  columns: [{ title: 'When' }, { title: 'Tool' }, { title: 'What' }],
  rows: rows.map(({ at, tool, what }) => [at, bdi(tool), what]),
})}${more > 0 && html`<p class="note">${some(more, 'more row')} left out, to keep the page short.</p>`}
</details>`;

const drawn = (given: ChartTimeline): Markup => html`${draw(
  { ...given, lanes: given.lanes.slice(0, lanesInOneDrawing) },
  'timeline-drawing',
)}
${legend}${rest(given)}${given.rows.length > 0 && words(given)}`;

export const timeline = ({ timeline: given }: ChartView): Markup =>
  section({
    id: 'timeline',
    title: 'When it happened',
    body:
      given && given.lanes.length > 0
        ? drawn(given)
        : html`<p>Nothing that can be laid along a line of time.</p>`,
  });
