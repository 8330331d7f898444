import { type Outcome, outcomeOf, told } from './told.js';

/**
 * With the story switched off a report that still finds something is wrong: these seeds, with the same rules. Of all
 * judged rules together fewer than 5% may warn or fail, and at least 70% of those whose tables are there are judged.
 */
export function neutralSuite(seeds: readonly number[]): void {
  const outcomes: Outcome[] = [];

  beforeAll(async () => {
    for (const seed of seeds) outcomes.push(outcomeOf(await told({ seed, neutral: true })));
  }, 1_500_000);

  const all = (part: keyof Outcome) => outcomes.flatMap((outcome) => outcome[part]);

  test(`of ${seeds.length} clinics without a story fewer than 5% of judged rules warn or fail`, () => {
    expect(outcomes).toHaveLength(seeds.length);
    expect(all('past').length / all('judged').length).toBeLessThan(0.05);
  });

  test('and at least 70% of the rules whose tables are there are judged, in each clinic', () => {
    const shares = outcomes.map(({ judged, present }) => judged.length / present.length);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.7);
    expect(Math.min(...outcomes.map(({ present }) => present.length))).toBeGreaterThan(30);
  });
}
