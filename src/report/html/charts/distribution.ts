import * as Plot from '@observablehq/plot';
import type { Charts } from '../../../result.js';
import { count } from '../../numbers.js';
import { cut } from '../../text/lines.js';
import { html, type Markup } from '../tag.js';
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

const describe = ({ bins, unit }: Distribution, median: Median | null): string => {
  const shown = bins.filter(({ encounters }) => encounters !== null);
  const total = shown.reduce((sum, { encounters }) => sum + encounters!, 0);
  const most = shown.reduce((a, b) => (b.encounters! > a.encounters! ? b : a), shown[0]!);
  const middle = median ? ` The median lies near ${count(median.value)} ${unit}.` : '';
  return `${count(total)} encounters; most of them from ${most.from} to ${most.to} ${unit}.${middle}`;
};

const plot = ({ bins, unit }: Distribution, median: Median | null): Plot.PlotOptions => {
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
              text: (value: number) => `median ${count(Math.round(value * 10) / 10)}`,
            }),
          ]
        : []),
    ],
  };
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
    note: bins.some(({ encounters }) => encounters === null)
      ? html`Hatched: 1 to 10 encounters, not shown.`
      : null,
    table: {
      id,
      caption: `${title}: encounters by ${unit}`,
      columns: [{ title: `From – to (${unit})` }, { title: 'Encounters', number: true }],
      rows: bins.map(({ from, to, encounters }) => [
        `${from} – ${to}`,
        encounters === null ? 'suppressed' : count(encounters),
      ]),
    },
  });
};
