import type { MeasureCell, MeasureDefinition } from '../measures/measure.js';

const ANSWERED = 'answered';
const ALL = 'all';

/** Whether a measure is counted both over answered alerts and over all (measures.md, override-rate). */
export const hasAnswerVariants = ({ variants }: MeasureDefinition): boolean =>
  variants.includes(ANSWERED) && variants.includes(ALL);

interface AnswerCells {
  /** The cell's own variants. */
  own: readonly MeasureCell[];
  /** The whole site's variants: what kinds of answer the feed knows. */
  site: readonly MeasureCell[];
  /** With fewer alerts than this it is too few, whatever was answered. */
  units: number;
}

/**
 * Why a rate of answers says little: fewer than half were answered, or the feed knows one kind of answer only: that of
 * all alerts, or that of most of these.
 */
export function answersDoubt({ own, site, units }: AnswerCells): string | null {
  const alerts = sums(own, ALL).denominator;
  if (alerts < units) return null;
  const known = sums(site, ANSWERED);
  const alike = own.find((cell) => cell.variant === ANSWERED)?.oneKind ?? 0;
  if (
    known.numerator === 0 ||
    known.numerator === known.denominator ||
    alike * 2 > sums(own, ANSWERED).denominator
  )
    return 'The feed knows only one kind of answer, so the rate says what was recorded and not what was decided.';
  if (sums(own, ANSWERED).denominator * 2 < alerts)
    return 'Fewer than half of the alerts were answered; what the silence meant is not known.';
  return null;
}

function sums(cells: readonly MeasureCell[], variant: string) {
  const clusters = cells.find((cell) => cell.variant === variant)?.clusters ?? [];
  return {
    numerator: clusters.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: clusters.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}
