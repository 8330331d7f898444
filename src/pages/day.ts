const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** “2026-03-01” reads “1 March 2026”; what is no day stays as it is. */
export const day = (iso: string): string => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = parts && months[Number(parts[2]) - 1];
  return month ? `${Number(parts[3])} ${month} ${parts[1]}` : iso;
};
