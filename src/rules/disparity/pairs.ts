import type { MeasureDefinition, MeasureRequest } from '../../measures/measure.js';
import type { Evaluation, Read } from '../evaluations.js';
import { termsFor } from '../exceptions.js';
import type { Hidden } from '../hidden-cells.js';
import type { RuleCase } from '../judge-rule.js';
import { type RuleCell, ruleCells } from '../rule-cells.js';
import type { Comparison, Rule } from '../rule-set.js';
import { hiddenByTotals, hiddenPairs } from './hidden-pairs.js';
import type { PairCase } from './judge-pair.js';
import { stratumValue } from './reference.js';

/** A rule on a disparity with the measures that it speaks of. */
export interface Asked {
  rule: Rule;
  comparison: Comparison;
  definition: MeasureDefinition;
  /** The one that is compared. */
  measure: MeasureDefinition;
  read: Read;
  minClinicians: number;
  ruleCase: RuleCase;
}

/** What a rule on a disparity asks to have measured. */
export function requestOf({ by, where, comparison }: Rule, { id }: MeasureDefinition): MeasureRequest {
  // The table by stratum is read for the report anyway; that of tools by strata is large, and no one else's.
  if (by === 'tool')
    return { measure: id, by: 'tool and stratum', where: { ...where, stratifier: [comparison!.stratifier] } };
  return { measure: id, by: 'stratum', ...(Object.keys(where).length > 0 ? { where } : {}) };
}

/** The cells of the rule's stratifier, with what must stay hidden. */
export async function cellsOf(asked: Asked, evaluation: Evaluation): Promise<RuleCell[]> {
  const { rule, comparison, measure } = asked;
  const hidden = rule.by === 'tool' ? await hiddenOf(asked, evaluation) : evaluation.hidden;
  const all = ruleCells({ ...evaluation, hidden }, { ...rule, by: rule.by ?? 'stratum' }, measure);
  return all.filter(({ main }) => main.by.stratum?.startsWith(`${comparison.stratifier}=`));
}

/** Of tools by strata: beside the two tables of totals, which every report shows. */
async function hiddenOf({ measure, read, minClinicians }: Asked, evaluation: Evaluation): Promise<Hidden> {
  const { cells, hidden } = evaluation;
  const totals = [
    await read({ measure: measure.id, by: 'tool' }),
    await read({ measure: measure.id, by: 'stratum' }),
  ];
  const byTotals = hiddenByTotals(
    cells,
    totals.map((one) => one.hidden),
  );
  return hiddenPairs(cells, { known: new Set([...hidden, ...byTotals]), minClinicians });
}

export interface Found {
  cells: RuleCell[];
  reference: string;
  site: PairCase['site'];
}

/** Each stratum beside the reference of the same tool. */
export function pairsOf(asked: Asked, { cells, reference, site }: Found): PairCase[] {
  const { rule, comparison, measure, definition, ruleCase } = asked;
  const name = (value: string) => `${comparison.stratifier}=${value}`;
  return cells.flatMap((stratum): PairCase[] => {
    const { by } = stratum.main;
    if (by.stratum === name(reference)) return [];
    const beside =
      cells.find(({ main }) => main.by.tool === by.tool && main.by.stratum === name(reference)) ??
      nothingOf({ ...by, stratum: name(reference) }, stratum);
    const { threshold, severity } = termsFor(rule, by);
    if (severity === 'off') return [];
    return [
      {
        stratum,
        reference: beside,
        names: [name(stratumValue(stratum, comparison.stratifier)), name(reference)],
        threshold,
        severity,
        measure,
        definition,
        needs: rule.needs,
        hidden: stratum.hidden || beside.hidden,
        unmapped: ruleCase.unmapped,
        site,
      },
    ];
  });
}

/** A reference that this tool never met: its strata are told, and cannot be judged. */
const nothingOf = (by: RuleCell['main']['by'], { main }: RuleCell): RuleCell => ({
  main: { ...main, by, clusters: [], values: [], clinicians: 0, encounters: 0, patients: 0 },
  variants: [],
  hidden: false,
});
