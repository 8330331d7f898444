import { isSmall } from './suppress.js';

/** Counts of one cell's alerts, or null where hidden. */
export interface Answers<T = number> {
  accepted: T;
  overridden: T;
  unanswered: T;
  alerts: T;
}

const parts = ['accepted', 'overridden', 'unanswered'] as const;

/** accepted + overridden + unanswered = alerts: when one of them is suppressed, the next smallest is too. */
export function suppressAnswers(counts: Answers): Answers<number | null> {
  if (isSmall(counts.alerts)) return { accepted: null, overridden: null, unanswered: null, alerts: null };
  const shown: Answers<number | null> = { ...counts };
  const ascending = parts.toSorted((a, b) => rank(counts[a]) - rank(counts[b]));
  const hidden: (typeof parts)[number][] = ascending.filter((part) => isSmall(counts[part]));
  const rest = ascending.filter((part) => !isSmall(counts[part]));
  while (hidden.length > 0 && rest.length > 0 && givesAway(hidden.map((part) => counts[part])))
    hidden.push(rest.shift()!);
  for (const part of hidden) shown[part] = null;
  return shown;
}

/** A zero hides nothing beside it, so it is taken last. */
const rank = (count: number): number => (count === 0 ? Number.POSITIVE_INFINITY : count);

const givesAway = (hidden: number[]): boolean =>
  hidden.filter((count) => count > 0).length < 2 || isSmall(hidden.reduce((a, b) => a + b, 0));
