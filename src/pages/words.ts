import type { Reason } from '../result.js';
import { reasonTitles } from '../wording/reasons.js';

export const reasonOf = (reason: Reason | null): string | null => reason && (reasonTitles[reason] ?? reason);

/** “override-rate” reads “Override rate”. */
export const humanised = (id: string): string => {
  const words = id.replace(/[-_]+/g, ' ').replace(/\bpop up/g, 'pop-up');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** “1 clinician”, “2 clinicians”. */
export const some = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
