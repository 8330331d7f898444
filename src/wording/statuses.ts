import type { Status } from '../result.js';

/** Words for the statuses, worst first. A status is never shown by its colour alone: mark and word go together. */
export const statuses: { status: Status; mark: string; word: string; meaning: string }[] = [
  { status: 'fail', mark: '✗', word: 'fail', meaning: 'the whole interval lies past the threshold' },
  { status: 'warn', mark: '!', word: 'warn', meaning: 'past the threshold, of a rule that only warns' },
  { status: 'error', mark: '#', word: 'error', meaning: 'the rule could not be worked out' },
  { status: 'insufficient-data', mark: '?', word: 'cannot tell', meaning: 'the data does not decide it' },
  { status: 'pass', mark: '✓', word: 'pass', meaning: 'the whole interval lies within the threshold' },
  { status: 'waived', mark: '~', word: 'waived', meaning: 'past the threshold, accepted until a date' },
  { status: 'not-applicable', mark: '–', word: 'not applicable', meaning: 'the rule does not apply here' },
];

const byStatus = new Map(statuses.map((entry, rank) => [entry.status, { ...entry, rank }]));

/** For a class attribute: one of ours, whatever was given. */
export const toneOf = (status: Status): Status => (byStatus.has(status) ? status : 'error');

const known = (status: Status) => byStatus.get(toneOf(status))!;

/** 0 is the worst. */
export const rankOf = (status: Status): number => known(status).rank;

/** Without its mark, for counts. */
export const wordOf = (status: Status): string => known(status).word;

export const badgeOf = (status: Status): string => `${known(status).mark} ${known(status).word}`;

/** Worst first; what has one status keeps its order. */
export const worstFirst = <T extends { status: Status }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => rankOf(a.status) - rankOf(b.status));
