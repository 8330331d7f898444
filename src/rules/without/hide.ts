import { isPrimary, isSmall, suppress, type TableCell } from '../statistics/suppress.js';
import type { Cell } from './query.js';

export const SUPPRESSED = 'The numbers are too small to show without pointing at people.';

/**
 * Whether a part must stay hidden: it is small itself, or the rest is, which the total beside it would give away
 * (measures.md, "Publishing figures about people").
 */
export function partIsHidden(parts: { own: Cell; rest: Cell }, minClinicians: number): boolean {
  const table: TableCell[] = [
    { key: 'own', ...parts.own },
    { key: 'rest', ...parts.rest },
  ];
  return suppress(table, minClinicians).has('own');
}

/** The same of parts that are counts of acts: 1 to 10 acts are no more than 10 patients, also where nobody is named. */
export function countIsHidden(parts: { own: Cell; rest: Cell }, minClinicians: number): boolean {
  return isSmall(parts.own.size) || isSmall(parts.rest.size) || partIsHidden(parts, minClinicians);
}

/** Whether one figure must stay hidden that stands beside no total. */
export const aloneIsHidden = (cell: Cell, minClinicians: number): boolean => isPrimary(cell, minClinicians);
