import fc from 'fast-check';
import { loadMeasures } from '../../src/measures/registry.js';
import { denominatorOf, unitFor } from '../../src/rules/unit.js';
import { variantPhrase } from '../../src/rules/variant.js';
import { showBeside, showInterval, showThreshold, showValue } from '../../src/rules/words.js';

const share = { kind: 'share', unit: 'share' } as const;
const minutes = { kind: 'mean', unit: 'minutes' } as const;

test.each([
  [0.123456, '12.3%'],
  [0, '0%'],
  [1, '100%'],
  [0.00012, '0.012%'],
])('a share of %d is %s', (value, text) => expect(showValue(value, share)).toBe(text));

test.each([
  [16.2345, '16.2 minutes'],
  [1234.5, '1,235 minutes'],
  [0.06, '0.06 minutes'],
])('%d is %s', (value, text) => expect(showValue(value, minutes)).toBe(text));

test('thresholds and intervals', () => {
  expect(showThreshold({ between: [0.1, 0.25] }, share)).toBe('between 10% and 25%');
  expect(showThreshold({ 'at-least': 2 }, minutes)).toBe('at least 2 minutes');
  expect(showInterval([0.1, 0.2], share)).toBe('10.0% to 20.0%');
  expect(showInterval([9.87, 12], minutes)).toBe('9.87 to 12');
});

test('a value just past its threshold does not look as if it kept to it', () => {
  expect(showBeside(0.30004, [0.3], share)).toBe('30.004%');
  expect(showBeside(0.3, [0.3], share)).toBe('30.0%');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 10_000 }), (threshold, step) => {
      const bound = threshold / 1_000;
      expect(showBeside(bound + step / 1e9, [bound], share)).not.toBe(showValue(bound, share));
    }),
  );
});

test.each([
  [1, 'alerts per encounter', 'alert per encounter'],
  [2, 'alerts per encounter', 'alerts per encounter'],
  [1, 'logged actions per encounter', 'logged action per encounter'],
  [1, 'alerts per clinician day', 'alert per clinician day'],
  [1, 'seconds', 'second'],
])('%d: %s reads %s', (value, unit, text) => expect(unitFor(value, unit)).toBe(text));

test.each([
  ['alerts-per-clinician-day', 'clinician days'],
  ['ehr-time-per-encounter', 'encounters'],
  ['after-hours-share', 'hours'],
  ['override-rate', 'alerts'],
  ['hazards-mitigated', 'hazards'],
  ['dwell-time', 'values'],
])('%s is measured on %s', (id, text) => {
  expect(denominatorOf(loadMeasures().find((measure) => measure.id === id)!)).toBe(text);
});

test.each([
  ['scheduled-60', 'with a 60-second idle cutoff'],
  ['180', 'with a 180-second idle cutoff'],
  ['86400', 'within a day'],
  ['all', 'over all alerts, answered or not'],
  ['odd', 'the other way (“odd”)'],
])('the variant %s in words', (variant, phrase) => {
  expect(variantPhrase(variant)).toBe(phrase);
});
