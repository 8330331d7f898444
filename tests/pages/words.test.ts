import * as pageWords from '../../src/pages/words.js';
import * as reportWords from '../../src/report/words.js';
import type { Reason, Threshold } from '../../src/result.js';
import * as pages from '../../src/wording/numbers.js';
import * as report from '../../src/wording/numbers.js';
import { richResult } from '../report/fixture.js';

test.each(reportWords.statuses)('$status reads as in the report', ({ status }) => {
  expect(pageWords.badgeOf(status)).toBe(reportWords.badgeOf(status));
});

test('the worst comes first, as in the report', () => {
  const shuffled = reportWords.statuses.toReversed();
  expect(pageWords.worstFirst(shuffled)).toEqual(reportWords.worstFirst(shuffled));
});

test.each(Object.keys(reportWords.reasons) as Reason[])('the reason %s reads as in the report', (reason) => {
  expect(pageWords.reasonOf(reason)).toBe(reportWords.reasons[reason].title);
});

test('articles read as in the report', () => {
  for (const { article } of richResult().questions)
    expect(pageWords.articleOf(article)).toBe(reportWords.articleOf(article));
});

test('bases read as in the report', () => {
  for (const finding of richResult().findings)
    expect(pageWords.basisOf(finding)).toBe(reportWords.basisOf(finding));
});

test.each([0, 0.0001, 0.123456, 0.9999, 1, 1.005, 12.345, 999.9, 12_345.6])(
  '%d reads as in the report',
  (n) => {
    expect(pages.count(n)).toBe(report.count(n));
    for (const unit of ['share of alerts', 'alerts per encounter', 'min'])
      expect(pages.figure(n, unit)).toBe(report.figure(n, unit));
  },
);

test.each<Threshold>([
  { 'at-most': 0.9 },
  { 'at-least': 0.333 },
  { between: [0.1, 0.2] },
  { 'at-most': { times: 1.25, of: 'baseline' } },
])('the threshold %j reads as in the report', (threshold) => {
  for (const unit of ['share', 'clicks'])
    expect(pages.thresholdWords(threshold, unit)).toBe(report.thresholdWords(threshold, unit));
});
