/** What is known of one cell of a table that has a total. */
export interface TableCell {
  key: string;
  encounters: number;
  patients: number;
  clinicians: number;
  /** Who they are, where known: the same few people in two cells are no more than in one. */
  people?: readonly string[];
  /** The denominator: decides between cells of equal encounters and patients which is smaller. */
  size: number;
}

/** 1–10 is small, 0 is not: that nothing happened discloses nobody (the CMS rule). */
export const isSmall = (count: number): boolean => count > 0 && count <= 10;

/** A cell that must not be shown on its own account: measures.md, "Publishing figures about people". */
export function isPrimary(cell: Omit<TableCell, 'key'>, minClinicians: number): boolean {
  if (isEmpty(cell)) return false;
  return isSmall(cell.encounters) || isSmall(cell.patients) || cell.clinicians < minClinicians;
}

/**
 * Keys to hide in a one-way table that is shown beside its total: the primary ones and, while subtracting
 * what is visible from the total would give a small group away, the next smallest.
 */
export function suppress(cells: readonly TableCell[], minClinicians: number): Set<string> {
  const hidden = cells.filter((cell) => isPrimary(cell, minClinicians));
  const visible = cells.filter((cell) => !isPrimary(cell, minClinicians)).sort(bySize);
  while (hidden.length > 0 && visible.length > 0 && givesAway(hidden, minClinicians))
    hidden.push(visible.shift()!);
  return new Set(hidden.map((cell) => cell.key));
}

/** What is left after subtraction is the hidden cells' sum: it must be several cells and no small group itself. */
function givesAway(hidden: readonly TableCell[], minClinicians: number): boolean {
  const sum = (of: (cell: TableCell) => number) => hidden.reduce((total, cell) => total + of(cell), 0);
  const few = peopleIn(hidden) < minClinicians;
  const filled = hidden.filter((cell) => !isEmpty(cell)).length;
  return (
    filled < 2 || few || isSmall(sum((cell) => cell.encounters)) || isSmall(sum((cell) => cell.patients))
  );
}

function peopleIn(cells: readonly TableCell[]): number {
  const named = new Set(cells.flatMap(({ people }) => people ?? []));
  const unnamed = cells
    .filter(({ people }) => !people)
    .reduce((total, { clinicians }) => total + clinicians, 0);
  return named.size + unnamed;
}

/** Cells with nothing in them come last: hiding one would protect no other. */
export function bySize(a: TableCell, b: TableCell): number {
  return (
    Number(isEmpty(a)) - Number(isEmpty(b)) ||
    a.encounters - b.encounters ||
    a.patients - b.patients ||
    a.size - b.size ||
    Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))
  );
}

export const isEmpty = (cell: Omit<TableCell, 'key'>): boolean =>
  cell.encounters === 0 && cell.patients === 0 && cell.clinicians === 0 && cell.size === 0;
