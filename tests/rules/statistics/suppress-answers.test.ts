import fc from 'fast-check';
import { type Answers, suppressAnswers } from '../../../src/rules/statistics/suppress-answers.js';

const counts = (accepted: number, overridden: number, unanswered: number): Answers => ({
  accepted,
  overridden,
  unanswered,
  alerts: accepted + overridden + unanswered,
});

const cases: [string, Answers, (number | null)[]][] = [
  ['nothing small', counts(20, 30, 40), [20, 30, 40, 90]],
  ['one small: the next smallest too', counts(5, 300, 40), [null, 300, null, 345]],
  ['a zero protects nothing', counts(5, 300, 0), [null, null, 0, 305]],
  ['two whose sum is small: all three', counts(3, 4, 50), [null, null, null, 57]],
  ['a small whole', counts(3, 4, 0), [null, null, null, null]],
];

test.each(cases)('%s', (_, given, [accepted, overridden, unanswered, alerts]) => {
  expect(suppressAnswers(given)).toEqual({ accepted, overridden, unanswered, alerts });
});

test('accepted + overridden + unanswered = alerts gives no hidden count away', () => {
  const count = fc.oneof(fc.nat({ max: 15 }), fc.nat({ max: 500 }));
  fc.assert(
    fc.property(count, count, count, (...three) => {
      const given = counts(...three);
      const shown = suppressAnswers(given);
      const parts = ['accepted', 'overridden', 'unanswered'] as const;
      const hidden = parts.filter((part) => shown[part] === null);
      for (const part of parts) if (given[part] >= 1 && given[part] <= 10) expect(shown[part]).toBeNull();
      if (hidden.length === 0 || shown.alerts === null) return;
      const left = shown.alerts - parts.reduce((sum, part) => sum + (shown[part] ?? 0), 0);
      expect(left).toBeGreaterThan(10);
      for (const part of hidden) expect(given[part]).toBeLessThan(left);
    }),
  );
});
