import { groupBy } from '../group.js';
import { alertCells } from './alert-cells.js';
import type { Line } from './line.js';
import type { Scene } from './scene.js';

/** "the smallest whole number of people that is not under it" (decisions.md 106) */
function topShare(counts: number[], percent: number): number {
  const group = Math.ceil((counts.length * percent) / 100);
  const busiest = [...counts].sort((a, b) => b - a).slice(0, group);
  const add = (all: number[]) => all.reduce((a, b) => a + b, 0);
  return add(busiest) / add(counts);
}

/** "Gini is Σ(2i−n−1)x / (nΣx) over the counts in ascending order" */
function gini(counts: number[]): number {
  const ordered = [...counts].sort((a, b) => a - b);
  const n = ordered.length;
  const weighted = ordered.reduce((sum, x, i) => sum + (2 * (i + 1) - n - 1) * x, 0);
  return weighted / (n * ordered.reduce((a, b) => a + b, 0));
}

const VARIANTS: Record<string, (counts: number[]) => number> = {
  'top-10': (counts) => topShare(counts, 10),
  'top-1': (counts) => topShare(counts, 1),
  gini,
};

/** "clinicians with at least one alert in the period (alerts without a user left out)"; alerts without a key are of none */
export function burdenConcentration(scene: Scene): Line[] {
  return alertCells(scene.within, ['alert_key'], scene)
    .filter(({ by }) => by.alert_key !== '')
    .flatMap(({ by, own }) => {
      const known = own.filter(({ what }) => what.first.user !== null);
      const counts = [...groupBy(known, ({ what }) => what.first.user!).values()].map(({ length }) => length);
      return Object.entries(VARIANTS).map(([variant, of]) => ({
        measure: 'burden-concentration',
        by,
        variant,
        numerator: null,
        denominator: counts.length,
        value: counts.length === 0 ? null : of(counts),
        interval: null,
        clinicians: counts.length,
        encounters: Number.NaN,
        patients: Number.NaN,
      }));
    });
}
