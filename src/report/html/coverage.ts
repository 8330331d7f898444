import type { AuditResult, FeedCoverage } from '../../result.js';
import { day, feedDays } from '../../wording/days.js';
import { html, type Markup } from '../../wording/html-tag.js';
import { count } from '../../wording/numbers.js';
import { table } from '../../wording/table.js';
import { coverageSentences } from '../coverage-words.js';

const window = (feed: FeedCoverage): Markup =>
  html`${feedDays(feed)}${feed.silences.map(
    (silence) => html`<br>silent from ${day(silence.from)} to ${day(silence.to)}`,
  )}`;

const feeds = (read: FeedCoverage[]): Markup =>
  table({
    id: 'feeds-table',
    caption: 'What each feed brought',
    columns: [
      { title: 'Feed' },
      ...['Read', 'Kept', 'Duplicates', 'Unreadable'].map((title) => ({ title, number: true })),
      { title: 'Days' },
      { title: 'Counted' },
    ],
    rows: read.map((feed) => [
      feed.feed,
      ...[feed.read, feed.kept, feed.duplicates, feed.quarantined].map(count),
      window(feed),
      feed.counted ? 'yes' : 'no: another feed records the same acts',
    ]),
  });

const counts = (id: string, caption: string, counted: Record<string, number>): Markup | null =>
  Object.keys(counted).length > 0
    ? table({
        id,
        caption,
        columns: [{ title: 'What' }, { title: 'Count', number: true }],
        rows: Object.entries(counted).map(([what, n]) => [what, count(n)]),
      })
    : null;

/** What was read, what of it counts, and how far it can be trusted. */
export const coverage = ({ coverage: read }: AuditResult): Markup => html`
<ul>${coverageSentences(read).map(
  (sentence) => html`<li>${sentence}</li>
`,
)}${read.notices.map(
  (notice) => html`<li><strong>Note:</strong> ${notice}</li>
`,
)}</ul>
${read.feeds.length > 0 && feeds(read.feeds)}
<div class="tables">
${counts('quarantine-table', 'Why rows could not be read', read.quarantine)}
${counts('resources-table', 'Resources read besides', read.resources)}
${counts('unknown-table', 'Kinds that this tool does not know', read.unknownResources)}
</div>`;
