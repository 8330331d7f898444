import type { BurdenRow, LossRow, PriceRow, WithoutResult } from '../without-result.js';

/** Each row's keys in the order in which docs/compare-without.md explains them. */
const burdenKeys: (keyof BurdenRow)[] = [
  'burden',
  'cutoff',
  'unit',
  'status',
  'why',
  'now',
  'without',
  'difference',
  'encounters',
  'clinicians',
  'small',
];
const lossKeys: (keyof LossRow)[] = ['loss', 'status', 'why', 'count'];
const priceKeys: (keyof PriceRow)[] = [
  'burden',
  'unit',
  'status',
  'why',
  'value',
  'interval',
  'numerator',
  'denominator',
  'clinicians',
  'small',
];

const inOrder = <Row extends object>(row: Row, keys: (keyof Row)[]): Partial<Row> =>
  Object.fromEntries(keys.filter((key) => key in row).map((key) => [key, row[key]])) as Partial<Row>;

/** The result itself; equal results give equal bytes. */
export const withoutJson = (result: WithoutResult): string => {
  const ordered = {
    ...result,
    burden: result.burden.map((row) => inOrder(row, burdenKeys)),
    losses: result.losses.map((row) => inOrder(row, lossKeys)),
    prices: result.prices.map((row) => inOrder(row, priceKeys)),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
};
