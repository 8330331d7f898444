import type { Difference } from '../differences.js';
import type { Compared } from './compare.js';
import { fieldDifferences, nameOf, type Ours, oursName } from './field-differences.js';
import type { Line } from './line.js';

function isSmall({ patients, encounters }: Line): boolean {
  return [patients, encounters].some((count) => count !== null && count >= 1 && count <= 10);
}

/** "cells of 1–10 patients or encounters … are suppressed; … when one cell is suppressed the next smallest is too": small ones
 * must be hidden, and where no line of a measure is small none may be. */
function hidingDifferences(mine: Ours, other: Line, family: Line[]): Difference[] {
  const where = oursName(mine);
  const hidden = mine.suppressed === true;
  if (isSmall(other) && !hidden) {
    return [
      {
        where,
        what: 'suppressed',
        ours: 'false',
        expected: `true: ${other.patients} patients, ${other.encounters} encounters`,
      },
    ];
  }
  if (hidden && !family.some(isSmall)) {
    return [{ where, what: 'suppressed', ours: 'true', expected: 'false: nothing of it is small' }];
  }
  return [];
}

/** Of every line that the product gives, and of every line that it should give. */
export function lineDifferences(ours: Ours[], expected: Line[]): Compared {
  const differences: Difference[] = [];
  const compared = new Set<string>();
  const known = new Map(expected.map((line) => [nameOf(line), line]));
  const seen = new Set(ours.map(oursName));
  for (const mine of ours) {
    const other = known.get(oursName(mine));
    if (!other) {
      differences.push({ where: oursName(mine), what: 'line', ours: 'present', expected: 'missing' });
      continue;
    }
    differences.push(
      ...hidingDifferences(
        mine,
        other,
        expected.filter(({ measure }) => measure === other.measure),
      ),
    );
    if (mine.suppressed === true) continue;
    differences.push(...fieldDifferences(mine, other));
    if (Number(mine.denominator) > 0 && other.denominator > 0) compared.add(other.measure);
  }
  for (const line of expected) {
    if (line.denominator > 0 && !seen.has(nameOf(line))) {
      differences.push({
        where: nameOf(line),
        what: 'line',
        ours: 'missing',
        expected: `${line.numerator} of ${line.denominator}`,
      });
    }
  }
  return { differences, compared };
}
