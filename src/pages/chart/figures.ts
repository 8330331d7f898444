import type { ChartFigure, ChartView, FigureSource } from '../../chart-view.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { count } from '../../wording/numbers.js';
import { distribution, isBeyond } from '../draw.js';
import { figureNumber } from '../figure-number.js';
import { section } from '../section.js';

const sources = new Map<FigureSource, string>([
  ['store', 'store'],
  ['ehr', 'EHR'],
  ['store+ehr', 'store + EHR'],
]);

export const sourceMark = (source: FigureSource | null): Markup | null =>
  source &&
  html`<span class="source"><span class="unseen">source: </span>${sources.get(source) ?? source}</span>`;

/** Never 0 for what nobody counted. */
const value = ({ id, text, source }: ChartFigure): Markup =>
  text === null
    ? html`<p class="value none">${id === 'clicks' ? 'no telemetry here' : 'cannot tell'}</p>`
    : html`<p class="value">${text} ${sourceMark(source)}</p>`;

/** A number and its unit stay on one line. */
const unbroken = (number: string): string => number.replaceAll(' ', '\u00a0');

const among = (figure: ChartFigure, id: string): Markup | null => {
  const { peers } = figure;
  return (
    peers &&
    html`${distribution(figure, id)}
<p class="among">median ${unbroken(figureNumber(figure.id, peers.median))} <span class="soft">· n ${count(peers.n)}</span></p>`
  );
};

const one = (figure: ChartFigure, at: number): Markup => {
  const { text, cannotTell, note, label } = figure;
  return html`
<li${figure.peers === null && html` class="alone"`}><h3>${bdi(label)}</h3>
${value(figure)}
<p class="what">${text === null && cannotTell && html`${cannotTell} `}${note}</p>
${among(figure, `figure-${at + 1}`)}</li>`;
};

/** Said once, where all figures are set against the same encounters. */
const against = (figures: ChartFigure[]): Markup | null => {
  const kinds = [...new Set(figures.flatMap(({ peers }) => (peers ? [peers.of] : [])))];
  return kinds.length > 0
    ? html`
<p class="against">Set against ${kinds.map((kind, at) => html`${at > 0 && '; '}${bdi(kind)}`)}. Bars are the others, the broken line their median, ▼ is this encounter${figures.some(isBeyond) && ' (▶ beyond the right edge)'}.</p>`
    : null;
};

export const figures = ({ figures: all }: ChartView): Markup | null =>
  all.length > 0
    ? section({
        id: 'figures',
        title: 'In figures',
        quietTitle: true,
        body: html`<ul class="figures">${all.map(one)}
</ul>${against(all)}`,
      })
    : null;
