import * as Plot from '@observablehq/plot';
import type { Charts } from '../../../result.js';
import { html, type Markup } from '../../../wording/html-tag.js';
import { count } from '../../../wording/numbers.js';
import { figureOf } from './figure.js';
import { draw } from './svg.js';

type Cell = Charts['hourOfWeek'][number];

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
const known = ({ activeHours }: Cell): boolean => activeHours !== null;

const plot = (cells: Cell[], most: number): Plot.PlotOptions => {
  const place = { x: 'hour', y: 'weekday', inset: 0.75, rx: 1.5 };
  return {
    width: 520,
    height: 210,
    marginLeft: 44,
    marginTop: 4,
    marginBottom: 24,
    padding: 0,
    x: { domain: hours, ticks: [0, 6, 12, 18, 23], tickFormat: clock, label: null, tickSize: 4 },
    y: {
      domain: [1, 2, 3, 4, 5, 6, 7],
      tickFormat: (n: number) => weekdays[n - 1]!.slice(0, 3),
      label: null,
      tickSize: 0,
    },
    opacity: { type: 'identity' },
    marks: [
      Plot.cell(cells.filter(known), {
        ...place,
        fill: 'var(--data)',
        fillOpacity: ({ activeHours }: Cell) => 0.06 + (0.94 * activeHours!) / most,
      }),
      Plot.cell(
        cells.filter((cell) => !known(cell)),
        { ...place, fill: 'url(#hatch)' },
      ),
    ],
  };
};

const describe = (cells: Cell[]): string => {
  const busiest = cells.filter(known).toSorted((a, b) => b.activeHours! - a.activeHours!)[0]!;
  return (
    `Active hours in the record by weekday and hour. The busiest hour is ${weekdays[busiest.weekday - 1]} ` +
    `${clock(busiest.hour)} with ${count(busiest.activeHours!)} active hours.`
  );
};

const legend = (most: number, suppressed: boolean): Markup =>
  html`Pale to full: 0 to ${count(
    Math.round(most * 10) / 10,
  )} active hours over the period.${suppressed && ' Hatched: too few clinicians to show.'}`;

/** When in the week the record is worked in; null without a wall clock or rows. */
export const hourMap = (cells: Cell[], id: string): Markup | null => {
  const most = Math.max(0, ...cells.map(({ activeHours }) => activeHours ?? 0));
  if (most === 0) return null;
  const at = new Map(cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell.activeHours]));
  const shown = (value: number | null | undefined): string =>
    value === undefined ? '' : value === null ? 'suppressed' : count(Math.round(value * 10) / 10);
  const title = 'Active hours in the record by hour of the week';
  return figureOf({
    title,
    svg: draw({ id, title, description: describe(cells), options: plot(cells, most) }),
    note: legend(
      most,
      cells.some((cell) => !known(cell)),
    ),
    table: {
      id,
      caption: title,
      columns: [{ title: 'Hour' }, ...weekdays.map((title) => ({ title, number: true }))],
      rows: hours.map((hour) => [
        clock(hour),
        ...weekdays.map((_, day) => shown(at.get(`${day + 1} ${hour}`))),
      ]),
    },
  });
};
