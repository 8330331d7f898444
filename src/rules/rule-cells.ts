import type { MeasureCell, MeasureDefinition } from '../measures/measure.js';
import { byKey } from './by-key.js';
import type { Evaluation } from './evaluations.js';
import { cellKey } from './hidden-cells.js';
import type { Rule } from './rule-set.js';

/** What a rule speaks of at once: one tool, say, in all variants of the measure. */
export interface RuleCell {
  /** Of the judged variant. */
  main: MeasureCell;
  variants: MeasureCell[];
  hidden: boolean;
}

/** Rows of no tool or activity, and our own app's: shown, but nothing that a rule could speak of. */
const NO_NAME = new Set(['', 'unmapped', 'mission-audit']);

/** The cells a rule is asked of; the whole site is one even where nothing was found. */
export function ruleCells(
  { cells, hidden }: Evaluation,
  rule: Rule,
  definition: MeasureDefinition,
): RuleCell[] {
  const groups = new Map<string, MeasureCell[]>(rule.by ? [] : [[byKey({}), []]]);
  for (const cell of cells) {
    if ((rule.by === 'tool' || rule.by === 'activity') && NO_NAME.has(cell.by[rule.by] ?? '')) continue;
    const key = byKey(cell.by);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const variant = definition.variants[0] ?? null;
  return [...groups.values()].map((variants) => {
    const main = variants.find((cell) => cell.variant === variant);
    if (main) return { main, variants, hidden: hidden.has(cellKey(main)) };
    // A tool whose alerts nobody answered has no cell among the answered: that must not make it vanish.
    const by = variants[0]?.by ?? {};
    const isHidden = variants.some((cell) => hidden.has(cellKey(cell)));
    return { main: { ...EMPTY, measure: rule.measure, by, variant }, variants, hidden: isHidden };
  });
}

const EMPTY = { clusters: [], values: [], clinicians: 0, encounters: 0, patients: 0, touchedShare: null };
