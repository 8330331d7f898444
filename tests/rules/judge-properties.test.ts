import fc from 'fast-check';
import type { MeasureCell } from '../../src/measures/measure.js';
import { judge } from '../../src/rules/judge.js';
import { cell, evaluating, ruleOf, setOf } from './support/cells.js';
import { define } from './support/definitions.js';

const cluster = fc
  .integer({ min: 0, max: 90 })
  .chain((d) => fc.tuple(fc.integer({ min: 0, max: d }), fc.constant(d)));
const cells = fc.record({
  clusters: fc.array(cluster, { maxLength: 9 }),
  encounters: fc.nat({ max: 40 }),
  patients: fc.nat({ max: 40 }),
  clinicians: fc.nat({ max: 12 }),
});
const world = fc.record({
  tools: fc.array(cells, { maxLength: 6 }),
  most: fc.double({ min: 0, max: 1, noNaN: true }),
  side: fc.constantFrom('burden' as const, 'benefit' as const),
  atLeast: fc.boolean(),
  unmappedShare: fc.constantFrom(null, 0, 0.5),
});

test('whatever is found: statuses exclude each other, nothing thin passes, nothing hidden shows', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ tools, most, side, atLeast, unmappedShare }) => {
      const given = tools.map(
        ({ clusters, ...counts }, i): MeasureCell => cell(clusters, { ...counts, by: { tool: `t${i}` } }),
      );
      const rule = ruleOf({
        side,
        by: 'tool',
        threshold: atLeast ? { 'at-least': most } : { 'at-most': most },
      });
      const { evaluate } = evaluating(({ by }) => (by ? given : []));
      const definitions = [define('m', { by: ['tool'], needs: ['audit_event'] })];
      const now = new Date(0);
      const result = await judge(setOf([rule]), {
        evaluate,
        definitions,
        minClinicians: 5,
        unmappedShare,
        now,
      });

      expect(result.findings).toHaveLength(Math.max(1, given.length));
      expect(Object.values(result.summary).reduce((a, b) => a + b, 0)).toBe(result.findings.length);
      for (const finding of result.findings) {
        const source = given.find(({ by }) => by.tool === finding.by.tool);
        expect(finding.status === 'insufficient-data').toBe(finding.reason !== null);
        const judged = ['pass', 'warn', 'fail'].includes(finding.status);
        if (judged) {
          expect(unmappedShare).not.toBe(0.5);
          expect(finding.denominator).toBeGreaterThanOrEqual(30);
          expect(source!.clusters.filter(({ denominator }) => denominator > 0).length).toBeGreaterThanOrEqual(
            5,
          );
        }
        if (finding.status === 'pass' && side === 'benefit') expect(finding.numerator).toBeGreaterThan(0);
        if (finding.reason === 'suppressed')
          expect([finding.value, finding.interval, finding.numerator, finding.denominator]).toEqual([
            null,
            null,
            null,
            null,
          ]);
        else if (source && source.encounters > 0) expect(source.encounters).toBeGreaterThan(10);
      }
    }),
    { numRuns: 300 },
  );
});
