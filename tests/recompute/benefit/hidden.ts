import type { Difference } from '../differences.js';
import type { Printed } from './differences.js';
import type { Line } from './line.js';

/** "cells of 1–10 patients or encounters, or of fewer clinicians than `minClinicians`"; the random folders set it to 1. */
function isSmall({ patients, encounters, clinicians }: Line): boolean {
  const few = (count: number) => count >= 1 && count <= 10;
  return few(patients) || few(encounters) || clinicians < 1;
}

/**
 * Whether a line is hidden that may be shown, or the other way round. A line beside others may be hidden for their sake, so of
 * those only what is shown is asked; the whole site's stands alone. The override rate has a twin, response-coverage,
 * which holds all alerts: of more of them nothing hides it.
 */
export function hiddenDifferences(where: string, mine: Printed, other: Line): Difference[] {
  if (Number.isNaN(other.patients)) return [];
  const isAlone = Object.keys(mine.by).length === 0;
  const expected = isSmall(other);
  if (mine.suppressed === expected || (mine.suppressed && !isAlone)) return [];
  const { patients, encounters, clinicians } = other;
  const told = `${patients} patients, ${encounters} encounters, ${clinicians} clinicians`;
  return [{ where, what: 'suppressed', ours: String(mine.suppressed), expected: `${expected}: ${told}` }];
}
