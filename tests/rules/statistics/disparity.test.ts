import quantile from '@stdlib/stats-base-dists-t-quantile';
import { disparity } from '../../../src/rules/statistics/disparity.js';
import type { ClusteredSum } from '../../../src/rules/statistics/paired-periods.js';

const sums = (...pairs: [string | null, number, number][]): ClusteredSum[] =>
  pairs.map(([cluster, numerator, denominator]) => ({ cluster, numerator, denominator }));

/** Three clinicians, both strata: 30 of 100 against 60 of 100. */
const stratum = sums(['a', 8, 30], ['b', 12, 30], ['c', 10, 40]);
const reference = sums(['a', 20, 30], ['b', 22, 40], ['c', 18, 30]);

/**
 * By hand, one clinician left out of both at once:
 *   without a: (22/70) / (40/70) = 0.55;   without b: (18/70) / (38/60) = 0.406015;  without c: (20/60) / (42/70) = 0.555556
 * f: of both 100²/(30² + 30² + 40²) − 1 = 10000/3400 − 1.
 */
const F = 10_000 / 3_400 - 1;
const LEFT = [0.55, 18 / 70 / (38 / 60), 20 / 60 / (42 / 70)];

test('the worked example: ratio, difference, intervals and p', () => {
  const found = disparity({ stratum, reference }, 'share');
  const logs = LEFT.map((one) => (Math.log(one) - Math.log(0.5)) ** 2);
  const se = Math.sqrt((2 / 3) * logs.reduce((sum, one) => sum + one, 0));
  const reach = quantile(0.975, F) * se;
  expect(found.ratio).toBeCloseTo(0.5, 12);
  expect(found.ratioInterval![0]).toBeCloseTo(0.5 * Math.exp(-reach), 12);
  expect(found.ratioInterval![1]).toBeCloseTo(0.5 * Math.exp(reach), 12);
  expect(found.difference).toBeCloseTo(-0.3, 12);
  const differences = [22 / 70 - 40 / 70, 18 / 70 - 38 / 60, 20 / 60 - 42 / 70];
  const plain = Math.sqrt((2 / 3) * differences.reduce((sum, one) => sum + (one + 0.3) ** 2, 0));
  expect(found.differenceInterval![0]).toBeCloseTo(-0.3 - quantile(0.975, F) * plain, 12);
  // p is where the interval would just touch 1: t(f, p/2) = −|log 0.5|/se.
  expect(quantile(found.p! / 2, F)).toBeCloseTo(Math.log(0.5) / se, 8);
});

test('neither the order of rows nor how a cluster is cut into rows matters', () => {
  const whole = disparity({ stratum, reference }, 'share');
  expect(disparity({ stratum: stratum.toReversed(), reference: reference.toReversed() }, 'share')).toEqual(
    whole,
  );
  const cut = [...sums(['a', 3, 10], ['a', 5, 20]), ...stratum.slice(1), ...sums(['z', 0, 0])];
  expect(disparity({ stratum: cut, reference }, 'share')).toEqual(whole);
});

test('turned round, the ratio and its interval are the reciprocals, and p is the same', () => {
  const there = disparity({ stratum, reference }, 'rate');
  const back = disparity({ stratum: reference, reference: stratum }, 'rate');
  expect(back.ratio).toBeCloseTo(1 / there.ratio!, 12);
  expect(back.ratioInterval![0]).toBeCloseTo(1 / there.ratioInterval![1], 12);
  expect(back.p).toBeCloseTo(there.p!, 12);
});

test('what clinicians do alike in both strata cancels', () => {
  // Each clinician's share is their own, and a tenth less in the stratum.
  const own = [100, 300, 500, 700, 900];
  const alike = disparity(
    {
      stratum: own.map((n, i) => ({ cluster: `c${i}`, numerator: 0.9 * n, denominator: 1000 })),
      reference: own.map((n, i) => ({ cluster: `c${i}`, numerator: n, denominator: 1000 })),
    },
    'share',
  );
  expect(alike.ratio).toBeCloseTo(0.9, 12);
  expect(alike.ratioInterval![1] - alike.ratioInterval![0]).toBeLessThan(1e-9);
  const strangers = disparity(
    {
      stratum: own.map((n, i) => ({ cluster: `c${i}`, numerator: 0.9 * n, denominator: 1000 })),
      reference: own.map((n, i) => ({ cluster: `d${i}`, numerator: n, denominator: 1000 })),
    },
    'share',
  );
  expect(strangers.ratioInterval![1] - strangers.ratioInterval![0]).toBeGreaterThan(1);
});

test('nothing in the numerator: no ratio, but a difference with an interval', () => {
  const none = stratum.map((one) => ({ ...one, numerator: 0 }));
  const found = disparity({ stratum: none, reference }, 'share');
  expect(found).toMatchObject({ ratio: null, ratioInterval: null, p: null, difference: -0.6 });
  expect(found.differenceInterval![0]).toBeLessThan(-0.6);
  expect(found.differenceInterval![1]).toBeGreaterThan(-0.6);
  expect(disparity({ stratum, reference: none }, 'share').ratio).toBeNull();
});

test('all of both is no certainty', () => {
  const all = stratum.map((one) => ({ ...one, numerator: one.denominator }));
  const found = disparity({ stratum: all, reference: all }, 'share');
  expect(found.ratio).toBe(1);
  expect(found.ratioInterval![0]).toBeLessThan(1);
  expect(found.differenceInterval![1]).toBeGreaterThan(0);
  expect(found.p).toBe(1);
});

test('events of one clinician only: leaving that one out leaves nothing, so there is no interval', () => {
  const one = sums(['a', 9, 30], ['b', 0, 30], ['c', 0, 40]);
  const found = disparity({ stratum: one, reference }, 'share');
  expect(found).toMatchObject({ ratioInterval: null, p: null });
  expect(found.ratio).toBeCloseTo(0.15, 12);
  expect(found.differenceInterval).not.toBeNull();
});

test.each([
  ['an empty stratum', [], reference],
  ['an empty reference', stratum, sums(['a', 0, 0])],
])('%s: nothing to compare', (_, a, b) => {
  expect(disparity({ stratum: a, reference: b }, 'share')).toEqual({
    ratio: null,
    ratioInterval: null,
    difference: null,
    differenceInterval: null,
    p: null,
  });
});

test('one clinician is no sample; those without a clinician are a cluster like any other', () => {
  const one = disparity({ stratum: sums(['a', 3, 30]), reference: sums(['a', 6, 30]) }, 'share');
  expect(one).toMatchObject({ ratio: 0.5, ratioInterval: null, differenceInterval: null, p: null });
  const nobody = stratum.map((sum) => (sum.cluster === 'c' ? { ...sum, cluster: null } : sum));
  const same = reference.map((sum) => (sum.cluster === 'c' ? { ...sum, cluster: null } : sum));
  expect(disparity({ stratum: nobody, reference: same }, 'share')).toEqual(
    disparity({ stratum, reference }, 'share'),
  );
});

test('sums that are none are refused', () => {
  expect(() => disparity({ stratum: sums(['a', -1, 3]), reference }, 'share')).toThrow(RangeError);
  expect(() => disparity({ stratum: sums(['a', Number.NaN, 3]), reference }, 'share')).toThrow(RangeError);
});
