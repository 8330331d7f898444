import { groupBy } from '../credit.js';
import type { Episode } from '../episodes.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * The share of alerts that fell on the busiest 1% and 10% of the clinicians who had any, and the Gini index of their
 * counts; by alert key too (decision 106).
 */
export function burdenConcentration(ledger: Ledger): Figures {
  const figures: Figures = {};
  const put = (by: string, list: Episode[]) => {
    const counts = [...groupBy(list, ({ first }) => first.user).values()].map((own) => own.length);
    counts.sort((a, b) => a - b);
    if (counts.length === 0) return;
    for (const [variant, value] of Object.entries(concentration(counts)))
      figures[`burden-concentration ${variant}${by}`] = { value };
  };
  const known = ledger.episodes.filter(({ first }) => first.user !== '');
  put('', known);
  for (const key of new Set(known.map(({ first }) => first.key)))
    if (key)
      put(
        ` by alert_key=${key}`,
        known.filter(({ first }) => first.key === key),
      );
  return figures;
}

/** Of counts in ascending order. */
function concentration(counts: number[]): Record<'top-1' | 'top-10' | 'gini', number> {
  const people = counts.length;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const busiest = (percent: number) =>
    counts.slice(people - Math.ceil((people * percent) / 100)).reduce((sum, count) => sum + count, 0) / all;
  const spread = counts.reduce((sum, count, index) => sum + (2 * (index + 1) - people - 1) * count, 0);
  return { 'top-1': busiest(1), 'top-10': busiest(10), gini: spread / (people * all) };
}
