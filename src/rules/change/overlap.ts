import { Fault } from '../../fault.js';

interface Days {
  from: string | null;
  to: string | null;
}

/** Throws Fault `overlapping-periods` unless the first period (site days, both ends included) ends before the second begins. */
export function refuseOverlap(before: Days, after: Days, name: string, other = 'the period'): void {
  const told = ({ from, to }: Days) => `${from ?? '…'} to ${to ?? '…'}`;
  if (before.to === null || after.from === null || before.to < after.from) return;
  throw new Fault(
    'overlapping-periods',
    `${name} (${told(before)}) must end before ${other} (${told(after)}) begins: move one of them`,
  );
}
