import type { FeedCoverage } from '../result.js';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** “2026-03-01” reads “1 March 2026”; what is no day stays as it is. */
export const day = (iso: string): string => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = parts && months[Number(parts[2]) - 1];
  return month ? `${Number(parts[3])} ${month} ${parts[1]}` : iso;
};

export const days = (from: string | null, to: string | null): string => {
  if (from === null && to === null) return 'no rows';
  if (from === to) return day(from!);
  return `${from === null ? 'the first row' : day(from)} to ${to === null ? 'the last row' : day(to)}`;
};

/** A feed's days; rows such as shifts and answers carry none that are counted. */
export const feedDays = ({ from, to, kept }: Pick<FeedCoverage, 'from' | 'to' | 'kept'>): string =>
  from === null && to === null && kept > 0 ? 'not dated' : days(from, to);
