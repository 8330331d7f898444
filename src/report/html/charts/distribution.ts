import * as Plot from '@observablehq/plot';
import type { Charts } from '../../../result.js';
import { html, type Markup } from '../../../wording/html-tag.js';
import { count } from '../../../wording/numbers.js';
import { cut } from '../../text/lines.js';
import { figureOf } from './figure.js';
import { type Median, medianOf } from './median.js';
import { draw } from './svg.js';

type Distribution = Charts['distributions'][number];
type Bin = Distribution['bins'][number];

const hidden = 10;
const widthOf = ({ from, to }: Bin): number => to - from;

/** Merged bins are wider: areas, not heights, stand for encounters. */
const heightIn =
  (unit: number) =>
  (bin: Bin): number =>
    ((bin.encounters ?? hidden) * unit) / widthOf(bin);

/** Read off bins, a median is no finer than a whole unit. */
const about = (value: number): string => count(value < 1 ? Math.round(value * 10) / 10 : Math.round(value));

/** From – to, without more digits than a reader needs. */
const end = (value: number): string => count(Math.round(value * 10) / 10);

const describe = ({ bins, unit }: Distribution, median: Median | null): string => {
  const shown = bins.filter(({ encounters }) => encounters !== null);
  const total = shown.reduce((sum, { encounters }) => sum + encounters!, 0);
  const most = shown.reduce((a, b) => (b.encounters! > a.encounters! ? b : a), shown[0]!);
  const middle = median ? ` The median lies near ${about(median.value)} ${unit}.` : '';
  return `${count(total)} encounters; the fullest bin from ${end(most.from)} to ${end(most.to)} ${unit}.${middle}`;
};

/** The tail beyond which hardly anybody is, where drawing it would press all others together. */
export const tailOf = (bins: Bin[]): Bin | null => {
  const last = bins.at(-1)!;
  const others = bins.slice(0, -1);
  if (others.length === 0) return null;
  const size = ({ encounters }: Bin): number => encounters ?? hidden;
  const all = bins.reduce((sum, bin) => sum + size(bin), 0);
  const long = widthOf(last) > last.from - bins[0]!.from;
  return long && size(last) <= all * 0.05 ? last : null;
};

const plot = (given: Distribution, median: Median | null): Plot.PlotOptions => {
  const { unit } = given;
  const tail = tailOf(given.bins);
  const bins = given.bins.filter((bin) => bin !== tail);
  const step = Math.min(...bins.map(widthOf));
  const even = bins.every((bin) => widthOf(bin) === step);
  const bar = { x1: 'from', x2: 'to', y: heightIn(step), insetLeft: 0.5, insetRight: 0.5 };
  const tallest = Math.max(...bins.map(heightIn(step)));
  return {
    width: 400,
    height: 200,
    marginLeft: 46,
    marginTop: 26,
    marginBottom: 38,
    x: { label: cut(unit, 44), ticks: 6, labelAnchor: 'center', labelArrow: 'none' },
    y: {
      label: even ? 'encounters' : cut(`encounters per ${step} ${unit}`, 48),
      domain: [0, tallest * 1.15],
      ticks: 4,
      grid: true,
      labelArrow: 'none',
    },
    marks: [
      Plot.rectY(
        bins.filter(({ encounters }) => encounters !== null),
        { ...bar, fill: 'var(--data)' },
      ),
      Plot.rectY(
        bins.filter(({ encounters }) => encounters === null),
        { ...bar, fill: 'url(#hatch)', stroke: 'currentColor', strokeWidth: 0.75 },
      ),
      Plot.ruleY([0]),
      ...(median
        ? [
            Plot.ruleX([median.value], { stroke: 'currentColor', strokeWidth: 2, strokeDasharray: '5 3' }),
            Plot.text([median.value], {
              x: (value: number) => value,
              frameAnchor: 'top-left',
              textAnchor: 'start',
              dx: 6,
              text: (value: number) => `median about ${about(value)}`,
            }),
          ]
        : []),
    ],
  };
};

const noteOf = ({ bins, unit }: Distribution): Markup | null => {
  const tail = tailOf(bins);
  const hatched = bins.some((bin) => bin !== tail && bin.encounters === null);
  if (!tail && !hatched) return null;
  const few = tail?.encounters == null ? '1 to 10' : count(tail.encounters);
  return html`${hatched && 'Hatched: 1 to 10 encounters, not shown. '}${
    tail && `Not drawn: ${few} encounters from ${count(tail.from)} ${unit} upwards; the table has them.`
  }`;
};

/** How a figure is spread over encounters. */
export const distribution = (given: Distribution, id: string): Markup | null => {
  const { title, unit, bins } = given;
  if (!bins.some(({ encounters }) => encounters !== null && encounters > 0)) return null;
  const median = medianOf(bins);
  const description = describe(given, median);
  return figureOf({
    title: `${title}: how encounters are spread`,
    svg: draw({ id, title, description, options: plot(given, median) }),
    note: noteOf(given),
    table: {
      id,
      caption: `${title}: encounters by ${unit}`,
      columns: [{ title: `From – to (${unit})` }, { title: 'Encounters', number: true }],
      rows: bins.map(({ from, to, encounters }) => [
        `${end(from)} – ${end(to)}`,
        encounters === null ? 'suppressed' : count(encounters),
      ]),
    },
  });
};
