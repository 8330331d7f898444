import { stringify } from 'csv-stringify/sync';
import type { Change, Comparison, PeriodFigures, WeekPoint } from '../../comparison.js';
import { internalNote } from '../../wording/internal.js';

/**
 * One row a measure, then its weeks; the columns never change order.
 *
 * | column | holds |
 * |---|---|
 * | kind | `note` (first row: what no comparison can say; then notices), `change` or `week` |
 * | measure … group | what was measured; by and group are empty for the whole site |
 * | before_value … after_encounters | both periods; shares are 0..1; `suppressed` where too small to show |
 * | difference … clinicians_in_both | after − before and after ÷ before, with their 95% intervals |
 * | conclusion, says | as in the text; says of a note: its words |
 * | period … n | of weeks; partial: not all seven days lie in the period |
 */
export const comparisonColumns = [
  ...['kind', 'measure', 'title', 'unit', 'side', 'variant', 'by', 'group'],
  ...['before_value', 'before_low', 'before_high', 'before_numerator', 'before_denominator'],
  ...['before_clinicians', 'before_encounters'],
  ...['after_value', 'after_low', 'after_high', 'after_numerator', 'after_denominator'],
  ...['after_clinicians', 'after_encounters'],
  ...['difference', 'difference_low', 'difference_high', 'ratio', 'ratio_low', 'ratio_high', 'p', 'q'],
  ...['clinicians_in_both', 'conclusion', 'says'],
  ...['period', 'week', 'from', 'to', 'partial', 'value', 'n'],
] as const;

type Cell = string | number | null | undefined;
type Row = Record<string, Cell>;

const figures = (name: 'before' | 'after', period: PeriodFigures): Row => {
  const { value, interval, numerator, denominator, clinicians, encounters } = period;
  const shown = {
    value,
    low: interval?.[0],
    high: interval?.[1],
    numerator,
    denominator,
    clinicians,
    encounters,
  };
  return Object.fromEntries(
    Object.entries(shown).map(([key, cell]) => [`${name}_${key}`, period.suppressed ? 'suppressed' : cell]),
  );
};

const named = ({ measure, title, unit, variant, by }: Change): Row => ({
  measure,
  title,
  unit,
  variant,
  by: Object.keys(by).join(' & '),
  group: Object.values(by).join(' & '),
});

const changeRow = (change: Change): Row => ({
  kind: 'change',
  ...named(change),
  side: change.side,
  ...figures('before', change.before),
  ...figures('after', change.after),
  difference: change.difference,
  difference_low: change.differenceInterval?.[0],
  difference_high: change.differenceInterval?.[1],
  ratio: change.ratio,
  ratio_low: change.ratioInterval?.[0],
  ratio_high: change.ratioInterval?.[1],
  p: change.p,
  q: change.q,
  clinicians_in_both: change.cliniciansInBoth,
  conclusion: change.conclusion,
  says: change.says,
});

const weekRow = (
  change: Change,
  { period, week, from, to, partial, value, n, suppressed }: WeekPoint,
): Row => ({
  kind: 'week',
  ...named(change),
  period,
  week,
  from,
  to,
  partial: String(partial),
  value: suppressed ? 'suppressed' : value,
  n: suppressed ? 'suppressed' : n,
});

/** RFC 4180. A text that a spreadsheet would run as a formula begins with an apostrophe. */
export const comparisonCsv = ({ caution, notices, changes, internal }: Comparison): string =>
  stringify(
    [
      ...[...(internal ? [internalNote] : []), caution, ...notices].map((says) => ({ kind: 'note', says })),
      ...changes.flatMap((change) => [
        changeRow(change),
        ...change.weeks.map((week) => weekRow(change, week)),
      ]),
    ],
    {
      header: true,
      columns: [...comparisonColumns],
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: { string: (value) => value.trimStart() },
    },
  );
