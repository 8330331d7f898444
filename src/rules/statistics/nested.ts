import { bySize, isEmpty, isPrimary, suppress, type TableCell } from './suppress.js';

/** Two tables of one total, of which the cells of one are the parts of the other's: alert keys within tools. */
export interface Nested {
  wholes: readonly TableCell[];
  parts: readonly TableCell[];
  /** The keys of the parts of each whole, by its key; a part may be in none. */
  partsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys that are hidden in any case. */
  known: ReadonlySet<string>;
}

/** Ten patients are the most that are never shown; two such cells together no longer are. */
const KEPT_HIDDEN = 10;

/** A cell that another table hides counts as one that is small by itself, with all else as it is. */
export const asHidden = (cell: TableCell): TableCell => ({ ...cell, patients: KEPT_HIDDEN });

/**
 * Keys to hide in both tables: each is suppressed beside the total, the parts of a whole beside the whole, and what
 * one table hides the other must not show.
 */
export function suppressNested(
  { wholes, parts, partsOf, known }: Nested,
  minClinicians: number,
): Set<string> {
  const hidden = new Set([...wholes, ...parts].map(({ key }) => key).filter((key) => known.has(key)));
  const isHidden = ({ key }: TableCell) => hidden.has(key);
  const withHidden = (cells: readonly TableCell[]) =>
    cells.map((cell) => (isHidden(cell) && !isPrimary(cell, minClinicians) ? asHidden(cell) : cell));
  const hide = (cells: readonly TableCell[]) => {
    for (const key of suppress(withHidden(cells), minClinicians)) hidden.add(key);
  };
  const hideSmallest = (...candidates: (readonly TableCell[])[]) => {
    const visible = candidates.map((cells) => cells.filter((cell) => !isHidden(cell)));
    const smallest = visible.find((cells) => cells.length > 0)?.toSorted(bySize)[0];
    if (smallest) hidden.add(smallest.key);
  };
  const within = (whole: TableCell) => parts.filter(({ key }) => partsOf.get(whole.key)?.has(key));
  /** What is left of a sum when all else is taken off is one cell. */
  const isToldBy = (cells: readonly TableCell[]) =>
    cells.filter((cell) => isHidden(cell) && !isEmpty(cell)).length === 1;
  let before: number;
  do {
    before = hidden.size;
    hide(wholes);
    hide(parts);
    for (const whole of wholes) {
      const own = within(whole);
      if (!isHidden(whole)) {
        hide(own);
        if (isToldBy(own)) hidden.add(whole.key);
      } else if (own.length > 0 && !own.some(isHidden)) hideSmallest(own);
    }
    // The total less the shown wholes is what the others come to, and those that are in none.
    const shown = new Set(wholes.filter((whole) => !isHidden(whole)).flatMap(within));
    const outside = parts.filter((part) => !shown.has(part));
    if (isToldBy(outside)) hideSmallest(outside, wholes);
  } while (hidden.size > before);
  return hidden;
}
