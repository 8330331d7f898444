import type { MeasureCell, MeasureDefinition } from '../../measures/measure.js';
import type { By } from '../../result.js';
import { answersDoubt, hasAnswerVariants } from '../answers-doubt.js';
import { byKey } from '../by-key.js';
import { ruleCells } from '../rule-cells.js';
import { requestOf } from '../rule-request.js';
import type { Rule } from '../rule-set.js';
import type { Baseline } from './baseline.js';

/** What one cell of a rule was in the baseline period. */
export interface Earlier {
  from: string;
  to: string;
  /** Of the judged variant; empty where the period has no such cell. */
  cell: MeasureCell;
  variants: MeasureCell[];
  hidden: boolean;
  /** Why the definition itself is in doubt there, or null. */
  doubt: string | null;
  unmappedShare: number | null;
}

/** The cells of a rule in the baseline period, by what they are about. Throws what measuring them threw. */
export async function earlierCells(
  { from, to, read, unmappedShare }: Baseline,
  { rule, definition }: { rule: Rule; definition: MeasureDefinition },
): Promise<(by: By) => Earlier> {
  const evaluation = await read(requestOf(rule));
  const site = hasAnswerVariants(definition) ? (await read({ measure: rule.measure })).cells : [];
  const cells = new Map(
    ruleCells(evaluation, rule, definition).map((one) => [byKey(one.main.by), one] as const),
  );
  return (by) => {
    const { main, variants, hidden } = cells.get(byKey(by)) ?? {
      main: empty(rule.measure, by),
      variants: [],
      hidden: false,
    };
    const doubt = site.length > 0 ? answersDoubt({ own: variants, site, units: rule.needs.units }) : null;
    return { from, to, cell: main, variants, hidden, doubt, unmappedShare };
  };
}

const empty = (measure: string, by: By): MeasureCell => ({
  measure,
  by,
  variant: null,
  clusters: [],
  values: [],
  clinicians: 0,
  encounters: 0,
  patients: 0,
  touchedShare: null,
});
