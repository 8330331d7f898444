import type { Change, PeriodFigures, WeekPoint } from '../../comparison.js';
import { difference as points } from '../../wording/difference.js';
import { bare, basedOn, count, interval } from '../../wording/numbers.js';
import { wrap } from '../text/lines.js';
import type { Paint } from '../text/paint.js';

const hang = '      ';

/** One measure: its sentence first, then what it rests on. */
export const changeLines = (change: Change, name: string, paint: Paint): string[] => [
  ...wrap(name, '  ').map(paint.strong),
  // Of two results the opening says what the sentence would, and the lines below it the rest.
  ...(change.conclusion === 'side-by-side' ? [] : wrap(sentence(change.says), hang)),
  ...rests(change).map(paint.faint),
  '',
];

const sentence = (says: string): string => says.charAt(0).toUpperCase() + says.slice(1);

/** Neither period has a figure. */
export const nothingToShow = ({ before, after }: Change): boolean =>
  before.value === null && after.value === null;

/** Measures without any figure: each reason once, with all that it holds for. */
export const byReason = (changes: Change[], say: (change: Change) => string): string[] =>
  [...new Set(changes.map(({ says }) => says))].flatMap((says) => [
    ...wrap(sentence(says.replace(/^cannot tell: /, '')), '  ? '),
    ...changes.filter((change) => change.says === says).flatMap((change) => wrap(say(change), '    - ')),
    '',
  ]);

const rests = (change: Change): string[] => [
  ...wrap(`${period(change, change.before)}.`, `${hang}Before: `),
  ...wrap(`${period(change, change.after)}.`, `${hang}After:  `),
  ...(facts(change).length > 0 ? wrap(`${facts(change).join('; ')}.`, hang) : []),
  ...weeks(change, 'before'),
  ...weeks(change, 'after'),
];

const period = ({ unit }: Change, figures: PeriodFigures): string => {
  if (figures.suppressed) return 'too few people to show';
  if (figures.value === null) return 'no value';
  const n = basedOn({ ...figures, unit });
  const range = figures.interval && `95% interval ${interval(figures.interval, unit)}`;
  const people =
    figures.clinicians !== null && figures.clinicians > 0 ? `${count(figures.clinicians)} clinicians` : null;
  return [bare(figures.value, unit), range, n && `n = ${n}`, people].filter(Boolean).join('; ');
};

const facts = ({ unit, difference, differenceInterval, cliniciansInBoth, q }: Change): string[] => [
  ...(difference !== null && differenceInterval
    ? [
        `Difference ${points(difference, unit)} (95% interval ${points(differenceInterval[0], unit)} to ${points(differenceInterval[1], unit)})`,
      ]
    : []),
  ...(cliniciansInBoth ? [`${count(cliniciansInBoth)} clinicians are in both`] : []),
  ...(q === null ? [] : [`q = ${q < 0.001 ? 'under 0.001' : Number(q.toPrecision(2))}`]),
];

/** “W06 20.1, W07 (part) 18.9, W08 hidden”. */
const weeks = ({ weeks, unit }: Change, wanted: 'before' | 'after'): string[] => {
  const own = weeks.filter(({ period }) => period === wanted);
  if (own.length === 0) return [];
  const told = own.map(
    (point) => `${point.week.slice(5)}${point.partial ? ' (part)' : ''} ${value(point, unit)}`,
  );
  return wrap(told.join(', '), `${hang}Weeks ${wanted === 'before' ? 'before: ' : 'after:  '}`);
};

const value = ({ value, suppressed }: WeekPoint, unit: string): string => {
  if (suppressed) return 'hidden';
  return value === null ? 'none' : bare(value, unit);
};
