import type { AuditResult, Disparity } from '../../../src/result.js';
import { answer, FIRINGS, firing } from './support/alerts.js';
import { audited } from './support/audited.js';
import { ANSWER, csv, ndjson, shuffled } from './support/measured.js';

/** Of the four patients of each language that a clinician has, how many alerts were accepted. */
const ACCEPTED: Record<string, Record<string, number>> = {
  d1: { es: 1, en: 3, missing: 0 },
  d2: { es: 2, en: 4, missing: 0 },
  d3: { es: 3, en: 2, missing: 0 },
};
const LANGUAGES = ['es', 'en', 'missing'];

const patients = Object.keys(ACCEPTED).flatMap((user) =>
  LANGUAGES.flatMap((language) =>
    [0, 1, 2, 3].map((i) => ({ user, language, i, id: `${user}-${language}-${i}` })),
  ),
);

const RULES = `version: 1
questions: [{ id: q, asks: Is help alike?, article: the-mission-of-medicine, section: Here }]
rules:
  - id: acted-on-by-language
    question: q
    measure: disparity-ratio
    of: acted-on-share
    stratifier: language
    reference: en
    between: [0.8, 1.25]
    needs: { clinicians: 3, units: 12 }
    basis: { kind: local }
`;

const files = {
  'rules.yaml': RULES,
  'fhir.ndjson': ndjson(
    ...patients.map(({ id, language }) => ({
      resourceType: 'Patient',
      id,
      ...(language === 'missing' ? {} : { communication: [{ language: { coding: [{ code: language }] } }] }),
    })),
  ),
  'alert.csv': csv(FIRINGS, ...patients.map(({ id, user }) => firing(id, '09:00:00', { user, patient: id }))),
  'alert_answer.csv': csv(
    ANSWER,
    ...patients.flatMap(({ id, user, language, i }) =>
      i < ACCEPTED[user]![language]! ? [answer(id, '09:00:10', 'accepted')] : [],
    ),
  ),
};

// es: 6 of 12, en: 9 of 12. Ratio 2/3, difference −1/4.
// One clinician left out of both at once (es ÷ en, and es − en):
//   without d1: 5/8 and 6/8: 5/6, −1/8;   without d2: 4/8 and 5/8: 4/5, −1/8;   without d3: 3/8 and 7/8: 3/7, −1/2
// f = 12²/(4² + 4² + 4²) − 1 = 2 of both; t(2, 0.975) = 4.302653.
// On the log: ln(5/6 ÷ 2/3) = ln 5/4 = 0.223144; ln(4/5 ÷ 2/3) = ln 6/5 = 0.182322; ln(3/7 ÷ 2/3) = ln 9/14 = −0.441833.
//   Their squares add to 0.049793 + 0.033241 + 0.195216 = 0.278250; se = √(2/3 · 0.278250) = 0.430697; 4.302653 se = 1.853141.
//   Interval 2/3 · e^∓1.853141 = 2/3 · 0.156744 and 2/3 · 6.379829.
// Plain: 1/8, 1/8, −1/4 from −1/4; squares 1/64 + 1/64 + 1/16 = 3/32; se = √(2/3 · 3/32) = 1/4; −1/4 ± 1.075663. No share
// can be more than 1 below another: the lower end is −1.
// p of t = ln(2/3)/se = −0.941415 with two degrees of freedom: 1 − |t|/√(2 + t²) = 1 − 0.941415/1.698900.
const SPANISH = {
  ratio: 2 / 3,
  ratioInterval: [0.104496, 4.25322],
  difference: -0.25,
  differenceInterval: [-1, 0.825663],
  p: 0.445868,
};

/** What t(2, 0.975) is: t/√(2 + t²) = 0.95, so that t² = 2 · 0.9025/0.0975. */
const T = Math.sqrt((2 * 0.9025) / 0.0975);

// Nobody accepted of the twelve of whom no language is known: no ratio. For the difference the cluster of ½ in 1 is added:
// centre 0.5/13 − 3/4. Left out: d1 0.5/9 − 6/8, d2 0.5/9 − 5/8, d3 0.5/9 − 7/8, the added one 0 − 3/4. k = 4, and f the
// smaller of 13²/(3 · 4² + 1) − 1 = 2.449 and 2.
const CENTRE = 0.5 / 13 - 0.75;
const LEFT = [0.5 / 9 - 6 / 8, 0.5 / 9 - 5 / 8, 0.5 / 9 - 7 / 8, -0.75];
const SE = Math.sqrt((3 / 4) * LEFT.reduce((sum, one) => sum + (one - CENTRE) ** 2, 0));

let result: AuditResult;
beforeAll(async () => {
  result = await audited(files);
});

const of = ({ disparities }: AuditResult, stratum: string): Disparity =>
  disparities!.find((one) => one.stratum === stratum)!;

test('ratio and difference of two strata, with three clinicians left out one by one', () => {
  const found = of(result, 'es');
  expect(found).toMatchObject({
    measure: 'acted-on-share',
    stratifier: 'language',
    reference: 'en',
    by: {},
    denominator: 12,
    referenceDenominator: 12,
    clinicians: 3,
    small: true,
    suppressed: false,
  });
  expect(found.ratio).toBeCloseTo(SPANISH.ratio, 12);
  expect(found.difference).toBeCloseTo(SPANISH.difference, 12);
  for (const end of [0, 1] as const) {
    expect(found.ratioInterval![end]).toBeCloseTo(SPANISH.ratioInterval[end]!, 4);
    expect(found.differenceInterval![end]).toBeCloseTo(SPANISH.differenceInterval[end]!, 5);
  }
  expect(found.p).toBeCloseTo(SPANISH.p, 5);
  // The only pair that can be judged: nothing to correct for.
  expect(found.q).toBe(found.p);
});

test('with a 0 there is a difference and no ratio', () => {
  const found = of(result, 'missing');
  expect(found).toMatchObject({ ratio: null, ratioInterval: null, p: null, q: null, difference: -0.75 });
  expect(found.differenceInterval![0]).toBeCloseTo(Math.max(-1, CENTRE - T * SE), 9);
  expect(found.differenceInterval![1]).toBeCloseTo(CENTRE + T * SE, 9);
});

test('neither is a verdict: one interval lies on both sides of the margin, the other has no ratio', () => {
  expect(
    result.findings.map(({ measure, by, status, reason }) => [measure, by.stratum, status, reason]),
  ).toEqual([
    ['disparity-ratio', 'language=es', 'insufficient-data', 'too-close'],
    ['disparity-ratio', 'language=missing', 'insufficient-data', 'too-few'],
  ]);
});

test('the order of input does not matter', async () => {
  expect((await audited({ ...shuffled(files, 17), 'rules.yaml': RULES })).disparities).toEqual(
    result.disparities,
  );
});

test('three patients fewer, and the stratum is hidden, and with it what it would give away', async () => {
  // Nine of the twelve Spanish speakers are left: at most ten are never shown.
  const fewer = files['alert.csv'].split('\n').filter((line) => !/^d\d-es-3,/.test(line));
  const { disparities } = await audited({ ...files, 'alert.csv': fewer.join('\n') });
  expect(of({ disparities } as AuditResult, 'es')).toMatchObject({
    ratio: null,
    difference: null,
    p: null,
    denominator: null,
    suppressed: true,
  });
  // Whichever is the next smallest, the other pair is hidden too.
  expect(of({ disparities } as AuditResult, 'missing')).toMatchObject({ difference: null, suppressed: true });
});
