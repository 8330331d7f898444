import mt19937 from '@stdlib/random-base-mt19937';
import { pairedChange } from '../../../src/rules/statistics/paired.js';

/**
 * Does the 95% interval of a ratio between two periods hold the truth, and is it worth pairing? Simulated clinics: each
 * clinician has a habit of their own that lasts (standard deviation `lasting` on the log scale) and one of each period
 * (`passing`), and sees more or fewer patients; events are Poisson. The truth is the ratio of the rates of a site with
 * endlessly many such clinicians.
 */
const RUNS = 1000;
const CLUSTERS = [10, 20];
const RATIOS = [0.8, 1, 1.5];
const HABITS = [
  { lasting: 0.5, passing: 0.1 },
  { lasting: 0.3, passing: 0.3 },
];
/** How unequal clinicians' numbers of patients are: standard deviation of their logarithm. */
const SKEWS = [0, 0.6];
const RATE = 2;
const SIZE = 40;

const random = mt19937.factory({ seed: 20_261_127 });
const uniform = (): number => random() / 2 ** 32;
const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** Poisson by its waiting times; a mean of some hundreds at most. */
function events(mean: number): number {
  let count = -1;
  for (let sum = 0; sum < mean; count += 1) sum -= Math.log(1 - uniform());
  return Math.max(0, count);
}

interface Clinic {
  clusters: number;
  ratio: number;
  skew: number;
  lasting: number;
  passing: number;
}

function periods({ clusters, ratio, skew, lasting, passing }: Clinic) {
  const people = Array.from({ length: clusters }, (_, i) => ({
    cluster: `c${i}`,
    habit: lasting * normal(),
    size: SIZE * Math.exp(skew * normal() - skew ** 2 / 2),
  }));
  const period = (rate: number) =>
    people.map(({ cluster, habit, size }) => {
      const denominator = Math.max(1, Math.round(size * (0.8 + 0.4 * uniform())));
      return {
        cluster,
        denominator,
        numerator: events(denominator * rate * Math.exp(habit + passing * normal())),
      };
    });
  return { before: period(RATE), after: period(RATE * ratio) };
}

const cells = CLUSTERS.flatMap((clusters) =>
  RATIOS.flatMap((ratio) =>
    HABITS.flatMap((habit) => SKEWS.map((skew) => ({ clusters, ratio, skew, ...habit }))),
  ),
);

const found = cells.map((clinic) => {
  let [covered, covering, told, narrower] = [0, 0, 0, 0];
  for (let run = 0; run < RUNS; run += 1) {
    const { before, after } = periods(clinic);
    const paired = pairedChange(before, after, 'rate');
    const apart = pairedChange(
      before,
      after.map((one) => ({ ...one, cluster: `${one.cluster}'` })),
      'rate',
    );
    if (!paired.ratioInterval || !apart.ratioInterval || !paired.differenceInterval) continue;
    told += 1;
    const [low, high] = paired.ratioInterval;
    if (low <= clinic.ratio && clinic.ratio <= high) covered += 1;
    const mean = RATE * Math.exp((clinic.lasting ** 2 + clinic.passing ** 2) / 2) * (clinic.ratio - 1);
    const [least, most] = paired.differenceInterval;
    if (least <= mean && mean <= most) covering += 1;
    if (high / low < apart.ratioInterval[1] / apart.ratioInterval[0]) narrower += 1;
  }
  return { clinic, covered: covered / told, covering: covering / told, told, narrower: narrower / told };
});

test.each(found)('$clinic: the ratio is covered in $covered of the runs', ({ covered, told }) => {
  expect(told).toBe(RUNS);
  expect(covered).toBeGreaterThanOrEqual(0.91);
  expect(covered).toBeLessThan(0.995);
});

test('without a change in truth the difference is covered alike', () => {
  for (const { clinic, covering } of found.filter((one) => one.clinic.ratio === 1))
    expect([clinic, covering >= 0.91]).toEqual([clinic, true]);
});

test('where habits last, pairing narrows the interval nearly always', () => {
  for (const { clinic, narrower } of found.filter((one) => one.clinic.lasting > one.clinic.passing))
    expect([clinic, narrower > 0.9]).toEqual([clinic, true]);
});
