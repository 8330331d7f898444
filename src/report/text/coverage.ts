import type { AuditResult, FeedCoverage } from '../../result.js';
import { day, feedDays } from '../../wording/days.js';
import { count } from '../../wording/numbers.js';
import { coverageSentences } from '../coverage-words.js';
import { type Column, sideBySide, wrap } from './lines.js';

const header = ['Feed', 'Read', 'Kept', 'Duplicates', 'Unreadable', 'Days'];
const number = { width: 10, right: true };
const table: Column[] = [{ width: 18 }, number, number, number, number, { width: 30 }];

const row = (cells: string[]): string[] => sideBySide(cells, table);

const feedRow = (feed: FeedCoverage): string[] => [
  ...row([
    feed.feed,
    count(feed.read),
    count(feed.kept),
    count(feed.duplicates),
    count(feed.quarantined),
    feedDays(feed),
  ]),
  ...(feed.counted ? [] : wrap('not counted: another feed records the same acts', '    ')),
  ...feed.silences.flatMap(({ from, to }) => wrap(`silent from ${day(from)} to ${day(to)}`, '    ')),
];

const tallied = (title: string, counts: Record<string, number>): string[] => {
  const entries = Object.entries(counts);
  if (entries.length === 0) return [];
  return wrap(`${title}: ${entries.map(([what, n]) => `${what} (${count(n)})`).join(', ')}.`, '  ');
};

export const coverageLines = ({ coverage }: AuditResult): string[] => [
  ...coverageSentences(coverage).flatMap((sentence) => wrap(sentence, '  ')),
  ...tallied('Resources read besides', coverage.resources),
  ...tallied('Of kinds this tool does not know', coverage.unknownResources),
  ...tallied('Why rows could not be read', coverage.quarantine),
  ...coverage.notices.flatMap((notice) => wrap(notice, '  Note: ')),
  ...(coverage.feeds.length ? ['', ...row(header), ...coverage.feeds.flatMap(feedRow)] : []),
];

/** What was not given, and how to get it. */
export const missingLines = ({ coverage }: AuditResult): string[] =>
  coverage.missing.flatMap(({ table, why, how }) => [
    ...wrap(`${table}: ${why}`, '  - '),
    ...wrap(how, '    How: '),
  ]);
