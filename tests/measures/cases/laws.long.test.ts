import fc from 'fast-check';
import { type Found, measuredAll, type Question, shuffled } from './support/measured.js';
import { clinics } from './support/random-clinic.js';

/** What must hold of any log whatever, on invented ones. Each run reads its log twice. */
const RUNS = 12;
const CUTOFFS = ['300', '180', '60'] as const;
const timed = (measures: string[], variants: readonly string[]): Question[] =>
  measures.flatMap((measure) => variants.map((variant) => ({ measure, variant })));
const SHARES = ['night-share', 'weekend-share', 'holiday-share', 'after-hours-share'];
const PER_EIGHT = ['ehr-time8', 'wow8', 'note-time8', 'inbox-time8', 'order-time8'];
const JUDGED = CUTOFFS.map((cutoff) => `scheduled-${cutoff}`);
const PLAIN = [
  'tword',
  'wrong-patient-retract-reorder',
  'break-glass-rate',
  'unexplained-access',
  'burden-concentration',
];
const QUESTIONS: Question[] = [
  ...timed([...PER_EIGHT, 'undivided-attention', 'attention-switching'], CUTOFFS),
  ...timed(SHARES, [...CUTOFFS, ...JUDGED]),
  ...PLAIN.map((measure) => ({ measure })),
];

/** Sums of hours are exact but for the last bit of a division. */
const EPSILON = 1e-9;

type Sums = Record<string, [number, number]>;

class Answers {
  constructor(private readonly found: Found[]) {}

  of(measure: string, variant?: string): Sums {
    const at = QUESTIONS.findIndex((one) => one.measure === measure && (!variant || one.variant === variant));
    return this.found[at]!.clusters[''] ?? {};
  }
}

/** Each clinician's numerator is at most that of all the others together, and their denominators are the same. */
function expectWithin(parts: Sums[], whole: Sums): void {
  for (const part of parts) expect(Object.keys(part)).toEqual(Object.keys(whole));
  for (const [cluster, [numerator, denominator]] of Object.entries(whole)) {
    const sum = parts.reduce((total, part) => total + part[cluster]![0], 0);
    expect(sum).toBeLessThanOrEqual(numerator + EPSILON);
    for (const part of parts) expect(part[cluster]![1]).toBe(denominator);
  }
}

function expectShare(sums: Sums): void {
  for (const [numerator, denominator] of Object.values(sums)) {
    expect(numerator).toBeGreaterThanOrEqual(0);
    expect(numerator).toBeLessThanOrEqual(denominator + EPSILON);
  }
}

/** Something of each measure was seen: a law about nothing would hold. */
const seen = new Set<string>();

test('laws of the measures', async () => {
  await fc.assert(
    fc.asyncProperty(clinics, fc.nat({ max: 20 }), async (files, turn) => {
      const found = await measuredAll(QUESTIONS, files);
      // Nothing depends on the order of input.
      expect(await measuredAll(QUESTIONS, shuffled(files, turn))).toEqual(found);
      for (const [i, { clusters, values }] of found.entries()) {
        const some = Object.values(clusters[''] ?? {}).some(([numerator]) => numerator > 0);
        if (some || (values['']?.length ?? 0) > 0) seen.add(QUESTIONS[i]!.measure);
      }
      const answers = new Answers(found);
      for (const cutoff of CUTOFFS) {
        const all = answers.of('ehr-time8', cutoff);
        expectWithin([answers.of('wow8', cutoff)], all);
        expectWithin(
          PER_EIGHT.slice(2).map((measure) => answers.of(measure, cutoff)),
          all,
        );
        expectShare(answers.of('undivided-attention', cutoff));
      }
      for (const variant of [...CUTOFFS, ...JUDGED]) {
        const [night, weekend, holiday, any] = SHARES.map((share) => answers.of(share, variant)) as [
          Sums,
          Sums,
          Sums,
          Sums,
        ];
        for (const one of [night, weekend, holiday]) expectWithin([one], any);
        expectShare(any);
        if (JUDGED.includes(variant)) continue;
        // By the clock, what is after hours is at night, at the weekend or on a holiday; with shifts it may be at noon.
        for (const [cluster, [hours]] of Object.entries(any))
          expect(hours).toBeLessThanOrEqual(
            night[cluster]![0] + weekend[cluster]![0] + holiday[cluster]![0] + EPSILON,
          );
      }
      // A shorter cutoff finds no more time, no more changes of patient, and leaves no less of a visit.
      for (const [longer, shorter] of [
        ['300', '180'],
        ['180', '60'],
      ] as const) {
        for (const measure of PER_EIGHT)
          expectWithin([answers.of(measure, shorter)], answers.of(measure, longer));
        expectWithin([answers.of('undivided-attention', longer)], answers.of('undivided-attention', shorter));
        const changes = answers.of('attention-switching', longer);
        for (const [cluster, [count]] of Object.entries(answers.of('attention-switching', shorter)))
          expect(count).toBeLessThanOrEqual(changes[cluster]?.[0] ?? 0);
      }
      for (const share of ['tword', 'unexplained-access']) expectShare(answers.of(share));
      const [broken, unexplained] = [answers.of('break-glass-rate'), answers.of('unexplained-access')];
      for (const [cluster, [events, thousands]] of Object.entries(broken)) {
        expect(events).toBeLessThanOrEqual(1000 * thousands);
        expect(1000 * thousands).toBeCloseTo(unexplained[cluster]![1], 9);
      }
    }),
    { seed: 26, numRuns: RUNS, endOnFailure: true },
  );
  expect([...seen].sort()).toEqual([...new Set(QUESTIONS.map(({ measure }) => measure))].sort());
});
