import { Fault } from '../../fault.js';

interface Days {
  from: string | null;
  to: string | null;
}

/** Whether the first period (site days, both ends included) does not end before the second begins. */
export const overlaps = (before: Days, after: Days): boolean =>
  before.to !== null && after.from !== null && before.to >= after.from;

export const told = ({ from, to }: Days): string => `${from ?? '…'} to ${to ?? '…'}`;

/** Throws Fault `overlapping-periods` unless the first period (site days, both ends included) ends before the second begins. */
export function refuseOverlap(before: Days, after: Days, name: string, other = 'the period'): void {
  if (!overlaps(before, after)) return;
  throw new Fault(
    'overlapping-periods',
    `${name} (${told(before)}) must end before ${other} (${told(after)}) begins: move one of them, with --from and --to`,
  );
}
