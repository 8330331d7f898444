import type { ChartFigure, ChartTimeline, Peers } from '../chart-view.js';
import { html, type Markup } from '../wording/html-tag.js';
import { count } from '../wording/numbers.js';
import { figureNumber } from './figure-number.js';
import { some } from './words.js';

/** Geometry goes into attributes: the policy allows no inline style. */
const px = (value: number): number => (Number.isFinite(value) ? Math.round(value * 10) / 10 : 0);

const scale = (from: number, to: number, width: number) => (value: number) =>
  px(to > from ? Math.min(width, Math.max(0, ((value - from) / (to - from)) * width)) : 0);

const hatchBars = [0, 4, 8] as const;

const bar = (x: number, width: number, height: number, hidden: boolean): Markup =>
  hidden
    ? html`${hatchBars.map((y) => html`<path class="hidden-bar" d="M${x} ${px(40 - y)}h${width}"/>`)}`
    : html`<rect class="bar" x="${x}" y="${px(40 - height)}" width="${width}" height="${px(height)}"/>`;

/** Off the right edge, where the last bin ends. */
export const isBeyond = ({ value, peers }: ChartFigure): boolean => {
  const last = peers?.bins.at(-1);
  return value !== null && last !== undefined && value > last.to;
};

/** How this encounter lies among others, for those who do not see the drawing. */
const place = (figure: ChartFigure, { median }: Peers): string => {
  const { value } = figure;
  if (value === null) return 'This encounter has no mark.';
  if (isBeyond(figure)) return 'This encounter lies beyond the right edge.';
  if (value === median) return 'This encounter lies at the median.';
  return `This encounter lies ${value > median ? 'above' : 'below'} the median.`;
};

const describe = (figure: ChartFigure, peers: Peers): string => {
  const hidden = peers.bins.some((bin) => bin.count === null);
  return `${peers.of}: n ${count(peers.n)}, median ${figureNumber(figure.id, peers.median)}. ${place(figure, peers)}${
    hidden ? ' Dotted bars: 1 to 10 encounters, not shown.' : ''
  }`;
};

/** The mark points down at its place, or outwards where its place is beyond the edge. */
const mark = (x: number, beyond: boolean): Markup =>
  beyond
    ? html`<path class="mark" d="M160 18l8 6l-8 6z"/>`
    : html`<path class="mark" d="M${px(x - 4.5)} 2h9l-4.5 7z"/><path class="mark-line" d="M${x} 8V40"/>`;

/** Others as bars, their median as a broken line, this encounter as a mark. */
export const distribution = (figure: ChartFigure, id: string): Markup | null => {
  const { peers, value, label } = figure;
  const bins = peers?.bins ?? [];
  const [first, last] = [bins[0], bins.at(-1)];
  if (!peers || !first || !last) return null;
  const x = scale(first.from, last.to, 160);
  const tallest = Math.max(1, ...bins.map((bin) => bin.count ?? 0));
  return html`<svg class="distribution" viewBox="-5 0 174 42" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${label}: this encounter among others</title><desc id="${id}-desc">${describe(figure, peers)}</desc>
${bins.map((bin) =>
  bar(
    x(bin.from),
    Math.max(0.5, px(x(bin.to) - x(bin.from) - 1)),
    ((bin.count ?? 0) / tallest) * 28,
    bin.count === null,
  ),
)}<path class="axis" d="M0 40.5H160"/><path class="median" d="M${x(peers.median)} 12V40"/>
${value !== null && mark(x(value), isBeyond(figure))}</svg>`;
};

type Response = ChartTimeline['lanes'][number]['alerts'][number]['response'];

const shapes = new Map<Response, { path: (x: number, y: number) => string; filled: boolean }>([
  ['accepted', { path: (x, y) => `M${px(x - 5)} ${y + 4.5}h10l-5 -9z`, filled: true }],
  ['overridden', { path: (x, y) => `M${px(x - 4)} ${y - 4}l8 8m0 -8l-8 8`, filled: false }],
  ['unanswered', { path: (x, y) => `M${px(x - 5)} ${y}l5 -5l5 5l-5 5z`, filled: false }],
]);

const shape = (response: Response, x: number, y: number): Markup => {
  const { path, filled } = shapes.get(response) ?? shapes.get('unanswered')!;
  return html`<path class="${filled ? 'tick filled' : 'tick'}" d="${path(x, y)}"/>`;
};

/** The sign of an answer, as the timeline draws it: for legends and column heads, where its word stands beside it. */
export const sign = (response: Response): Markup =>
  html`<svg class="sign" viewBox="0 0 14 14" aria-hidden="true" focusable="false">${shape(response, 7, 7)}</svg>`;

const width = 480;
const laneHeight = 40;

const cut = (text: string, to: number): string => {
  const letters = [...text];
  return letters.length > to ? `${letters.slice(0, to - 1).join('')}…` : text;
};

const lane = (
  { title, spans, alerts }: ChartTimeline['lanes'][number],
  top: number,
  x: (at: number) => number,
) => {
  const middle = top + 27;
  return html`<text class="lane-name" x="0" y="${top + 13}">${cut(title, 48)}</text><path class="axis" d="M0 ${middle}H${width}"/>
${spans.map(({ start, end }) => {
  const left = x(start);
  return html`<rect class="bar" x="${left}" y="${middle - 4}" width="${Math.max(2, px(x(end) - left))}" height="8" rx="1.5"/>`;
})}${alerts.map(({ at, response }) => shape(response, x(at), middle))}
`;
};

const summary = ({ lanes, from, to, visit }: ChartTimeline): string => {
  const alerts = lanes.reduce((sum, each) => sum + each.alerts.length, 0);
  return `From ${from} to ${to}: ${some(lanes.length, 'tool')}, ${some(alerts, 'alert')}.${
    visit ? ' The shaded band is the visit itself.' : ''
  } The table beside it says the same in words.`;
};

/** One lane a tool; an alert's shape says how it was answered. */
export const timeline = (given: ChartTimeline, id: string): Markup => {
  const { lanes, minutes, visit, from, to } = given;
  const x = scale(0, minutes, width);
  const bottom = 16 + lanes.length * laneHeight;
  return html`<svg class="timeline" viewBox="-6 0 ${width + 12} ${bottom + 16}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">When each tool was used, and when alerts came</title><desc id="${id}-desc">${summary(given)}</desc>
${
  visit &&
  html`<rect class="visit" x="${x(visit.start)}" y="0" width="${Math.max(2, px(x(visit.end) - x(visit.start)))}" height="${bottom}"/><text class="edge end" x="${x(visit.end) - 4}" y="12">visit</text>`
}${lanes.map((each, at) => lane(each, 16 + at * laneHeight, x))}<path class="axis" d="M0 ${bottom}H${width}"/>
<text class="edge" x="0" y="${bottom + 12}">${cut(from, 28)}</text><text class="edge end" x="${width}" y="${bottom + 12}">${cut(to, 28)}</text></svg>`;
};
