import type { Change, ComparedPeriod, Comparison, Conclusion } from '../../comparison.js';
import { days } from '../../wording/days.js';
import { internalNote } from '../../wording/internal.js';
import { columns, wrap } from '../text/lines.js';
import { type Paint, paintFor } from '../text/paint.js';
import { byReason, changeLines, nothingToShow } from './change.js';
import { naming } from './naming.js';

const rule = (title: string): string => `── ${title} ${'─'.repeat(columns - title.length - 4)}`;

/** The parts, in this order, with how the opening counts them. */
const parts: { conclusion: Conclusion; title: string; counted: string }[] = [
  { conclusion: 'changed', title: 'Changed', counted: 'changed' },
  { conclusion: 'may-have-changed', title: 'May have changed', counted: 'may have changed' },
  { conclusion: 'no-clear-change', title: 'No clear change', counted: 'without a clear change' },
  { conclusion: 'side-by-side', title: 'Side by side', counted: 'side by side' },
  { conclusion: 'cannot-tell', title: 'Cannot tell', counted: 'that cannot be told' },
];

const period = ({ from, to, timeZone }: ComparedPeriod): string =>
  `${from === null && to === null ? 'none: no dated rows were read' : days(from, to)} (${timeZone ?? 'no time zone given'})`;

const reading =
  'Clinicians are paired: each is set against themselves. “Changed” means that the 95% interval leaves out “no change” ' +
  'and that q, which remembers how many measures were compared, is at most 0.05; “may have changed” means the first ' +
  'and not the second. No clear change is not the same as no change.';

const unpaired =
  'Two results hold no clinicians, so nothing is paired and nothing is concluded: intervals that overlap do not show ' +
  'that nothing changed. To learn how sure a change is, compare two periods of one store.';

const opening = (result: Comparison, paint: Paint): string[] => {
  const { name, version } = result.generator;
  const counts = parts
    .map(({ conclusion, counted }) => ({ counted, n: of(result, conclusion).length }))
    .filter(({ n }) => n > 0)
    .map(({ counted, n }) => `${n} ${counted}`);
  return [
    ...wrap(`${name} ${version}`).map(paint.strong),
    ...(result.internal ? [paint.strong(internalNote)] : []),
    ...wrap(result.caution),
    '',
    ...wrap(period(result.before), 'Before    '),
    ...wrap(period(result.after), 'After     '),
    ...wrap(`${result.changes.length} measures: ${counts.join(', ')}.`, 'Compared  '),
    ...wrap(result.paired ? reading : unpaired, 'Reading   '),
    ...result.notices.flatMap((notice) => wrap(notice, 'Note      ')),
  ];
};

const of = ({ changes }: Comparison, wanted: Conclusion): Change[] =>
  changes.filter(({ conclusion }) => conclusion === wanted);

/** The report for a terminal: 100 columns, what changed first. */
export const comparisonText = (result: Comparison, { color = false }: { color?: boolean } = {}): string => {
  const paint = paintFor(color);
  const say = naming(result);
  const sections = parts.flatMap(({ conclusion, title }) => {
    const all = of(result, conclusion);
    const bare = all.filter((change) => conclusion === 'cannot-tell' && nothingToShow(change));
    const lines = [
      ...all
        .filter((change) => !bare.includes(change))
        .flatMap((change) => changeLines(change, say(change), paint)),
      ...byReason(bare, say),
    ];
    return lines.length === 0 ? [] : ['', paint.strong(rule(title)), '', ...lines.slice(0, -1)];
  });
  const more = 'Every figure and week as data: --format json or csv. How to read it: docs/compare.md.';
  return `${[...opening(result, paint), ...sections, '', ...wrap(more)].join('\n')}\n`;
};
