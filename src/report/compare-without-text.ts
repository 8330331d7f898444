import type { BurdenRow, LossRow, PriceRow, Told, WithoutResult } from '../without-result.js';
import { days } from '../wording/days.js';
import { internalNote } from '../wording/internal.js';
import { bare, count, interval } from '../wording/numbers.js';
import { burdenTitle, lossTitles, priceTitle, statusWords, whatOf } from './compare-without-words.js';
import { type Column, columns, sideBySide, wrap } from './text/lines.js';

const number = { width: 10, right: true };
const burdenTable: Column[] = [{ width: 32 }, number, number, number, { width: 18, right: true }];
const priceTable: Column[] = [
  { width: 32 },
  { width: 11, right: true },
  { width: 20, right: true },
  { width: 26, right: true },
];
const lossTable: Column[] = [{ width: 44 }, { ...number, width: 12 }];

const rule = (title: string): string => `── ${title} ${'─'.repeat(columns - title.length - 4)}`;
const section = (title: string, lines: string[]): string[] => ['', rule(title), '', ...lines];

const shown = (told: Told | null, unit: string): string => (told ? bare(told.value, unit) : '–');
const rangeOf = (range: [number, number] | null, unit: string): string =>
  range ? interval(range, unit) : 'no interval';

/** A reason stands once below all rows that it holds for. */
const why = (row: { why: string | null }, next: { why: string | null } | undefined): string[] =>
  row.why && row.why !== next?.why ? wrap(row.why, '      ') : [];

/** What is hidden has no mark: it would say something of it. */
const isFew = ({ small, status }: Pick<PriceRow, 'small' | 'status'>): boolean => small && status === 'told';
const mark = (row: Pick<PriceRow, 'small' | 'status'>): string => (isFew(row) ? ' *' : '');
const legend = (rows: Pick<PriceRow, 'small' | 'status'>[], what: string): string[] =>
  rows.some(isFew) ? wrap(`* fewer than 30 ${what}: read with care`, '  ') : [];

const burdenLines = (row: BurdenRow, next: BurdenRow | undefined): string[] => {
  const { unit, now, without, difference } = row;
  const last = difference ? rangeOf(difference.interval, unit) : statusWords[row.status];
  const figures = [now, without, difference].map((told) => shown(told, unit));
  return [...sideBySide([burdenTitle(row) + mark(row), ...figures, last], burdenTable), ...why(row, next)];
};

const lossLines = (row: LossRow, next: LossRow | undefined): string[] => [
  ...sideBySide(
    [lossTitles[row.loss], row.count === null ? statusWords[row.status] : count(row.count)],
    lossTable,
  ),
  ...why(row, next),
];

const priceLines = (row: PriceRow, next: PriceRow | undefined): string[] => {
  const { value, numerator, denominator, unit } = row;
  const figures =
    value === null || numerator === null || denominator === null
      ? [statusWords[row.status]]
      : [bare(value, unit), rangeOf(row.interval, unit), `${count(numerator)} ÷ ${count(denominator)}`];
  return [...sideBySide([priceTitle(row.burden) + mark(row), ...figures], priceTable), ...why(row, next)];
};

/** What no row of a part can tell, for one and the same reason, is said once. */
const sameReason = (rows: { value: unknown; why: string | null }[]): string | null => {
  const [first] = rows;
  return first?.why && rows.every((row) => row.value === null && row.why === first.why) ? first.why : null;
};

const prices = ({ prices: rows }: WithoutResult): string[] => {
  const reason = sameReason(rows);
  if (reason) return wrap(reason, '  ');
  return [
    ...sideBySide(['For one good change', '', '95% interval', 'burden ÷ good changes'], priceTable),
    ...rows.flatMap((row, at) => priceLines(row, rows[at + 1])),
    ...legend(rows, 'good changes'),
  ];
};

const opening = (result: WithoutResult): string[] => {
  const { from, to, timeZone } = result.period;
  const period = from === null && to === null ? 'none: no dated rows were read' : days(from, to);
  const { name, version } = result.generator;
  return [
    ...wrap(`${name} ${version}`),
    ...(result.internal ? [internalNote] : []),
    ...wrap(`The price of one good change: what the burden would be without ${whatOf(result)}.`),
    '',
    ...wrap(`${period} (${timeZone ?? 'no time zone given'})`, 'Period    '),
  ];
};

/** The report for a terminal: 100 columns. */
export const withoutText = (result: WithoutResult): string => {
  const lines = [
    ...opening(result),
    ...section('What the burden would be, per encounter of the whole site', [
      ...sideBySide(['', 'now', 'without', 'less by', '95% interval'], burdenTable),
      ...result.burden.flatMap((row, at) => burdenLines(row, result.burden[at + 1])),
      ...legend(result.burden, 'encounters'),
    ]),
    ...section(
      'What would be lost',
      result.losses.flatMap((row, at) => lossLines(row, result.losses[at + 1])),
    ),
    ...section('The price of one good change', prices(result)),
    ...section(
      'How to read it',
      result.notes.flatMap((note) => wrap(note, '  - ')),
    ),
  ];
  return `${lines.join('\n')}\n`;
};
