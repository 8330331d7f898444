import mt19937 from '@stdlib/random-base-mt19937';
import { type Estimate, estimate, type Sum } from '../../../src/rules/statistics/estimate.js';

/**
 * Does a 95% interval hold the truth 95 times in 100? Simulated clinics: each clinician has a share of their own, spread around
 * the truth on the logit scale, and sees more or fewer patients. Only runs in which a verdict is allowed count (design,
 * "Statuses": 5 clusters, 3 effective ones, 30 units).
 */
const RUNS = 1500;
const CLUSTERS = [5, 8, 12, 20, 30];
const SHARES = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97];
/** How unequal clinicians' numbers of patients are: standard deviation of their logarithm. */
const SKEWS = { equal: 0, moderate: 0.6, strong: 1 };
/** How much clinicians differ: standard deviation on the logit scale. */
const SPREADS = [0.3, 0.8];
/** Patients of a clinician, on average. */
const SIZES = [15, 60];

const random = mt19937.factory({ seed: 20_261_126 });
const uniform = (): number => random() / 2 ** 32;

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** A clinician's own share: logistic(centre + spread·z). */
interface Shares {
  centre: number;
  spread: number;
}

const GRID = Array.from({ length: 801 }, (_, i) => -6 + (12 * i) / 800);
const DENSITY = GRID.map((z) => Math.exp(-(z ** 2) / 2));
const MASS = DENSITY.reduce((sum, one) => sum + one, 0);

function meanShare({ centre, spread }: Shares): number {
  return GRID.reduce((sum, z, i) => sum + DENSITY[i]! * logistic(centre + spread * z), 0) / MASS;
}

/** The centre at which the mean of all shares is the truth, by halving. */
function sharesAround(truth: number, spread: number): Shares {
  let [low, high] = [-12, 12];
  for (let step = 0; step < 60; step += 1) {
    const centre = (low + high) / 2;
    if (meanShare({ centre, spread }) < truth) low = centre;
    else high = centre;
  }
  return { centre: (low + high) / 2, spread };
}

function binomial(n: number, p: number): number {
  let hits = 0;
  for (let i = 0; i < n; i += 1) if (uniform() < p) hits += 1;
  return hits;
}

interface Clinic {
  clusters: number;
  skew: keyof typeof SKEWS;
  size: number;
}

function clinic({ clusters, skew, size: mean }: Clinic, { centre, spread }: Shares): Sum[] {
  const sigma = SKEWS[skew];
  return Array.from({ length: clusters }, () => {
    const size = Math.max(1, Math.round(mean * Math.exp(sigma * normal() - sigma ** 2 / 2)));
    return { numerator: binomial(size, logistic(centre + spread * normal())), denominator: size };
  });
}

const isJudged = ({ clusters, effective, denominator, interval }: Estimate): boolean =>
  clusters >= 5 && effective >= 3 && denominator >= 30 && interval !== null;

interface Cell extends Clinic {
  share: number;
  spread: number;
  judged: number;
  coverage: number;
}

function cellOf(about: Omit<Cell, 'judged' | 'coverage'>): Cell {
  const shares = sharesAround(about.share, about.spread);
  let judged = 0;
  let held = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const found = estimate(clinic(about, shares), 'share');
    if (!isJudged(found)) continue;
    judged += 1;
    const [low, high] = found.interval!;
    if (low <= about.share && about.share <= high) held += 1;
  }
  return { ...about, judged, coverage: held / judged };
}

const cells = CLUSTERS.flatMap((clusters) =>
  SHARES.flatMap((share) =>
    (Object.keys(SKEWS) as (keyof typeof SKEWS)[]).flatMap((skew) =>
      SPREADS.flatMap((spread) => SIZES.map((size) => cellOf({ clusters, share, skew, spread, size }))),
    ),
  ),
).filter(({ judged }) => judged >= 1000);

const told = ({ clusters, share, skew, spread, size, coverage }: Cell) =>
  `${clusters} clusters of ${size}, share ${share}, ${skew} sizes, spread ${spread}: ${(100 * coverage).toFixed(1)}%`;

test('there is a cell for nearly every setting', () => {
  expect(cells.length).toBeGreaterThan(360);
});

test('in every cell in which a verdict is allowed at least 91 of 100 intervals hold the truth', () => {
  expect(cells.filter(({ coverage }) => coverage < 0.91).map(told)).toEqual([]);
});

test('from 20 clusters and shares from 0.1 to 0.9 it is 93 to 97', () => {
  const many = cells.filter(({ clusters, share }) => clusters >= 20 && share >= 0.1 && share <= 0.9);
  expect(many.length).toBeGreaterThan(80);
  expect(many.filter(({ coverage }) => coverage < 0.93 || coverage > 0.97).map(told)).toEqual([]);
});
