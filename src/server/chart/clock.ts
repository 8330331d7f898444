/** Instants (µs since 1970) in the site's words; without a time zone in UTC, which is said. */
export function siteClock(timeZone: string | null) {
  const zone = timeZone ?? 'UTC';
  const mark = timeZone === null ? ' UTC' : '';
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
    return (at: number) => formatter.format(new Date(at / 1000));
  };
  const day = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const second = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return {
    day,
    time: (at: number) => `${time(at)}${mark}`,
    second: (at: number) => `${second(at)}${mark}`,
    full: (at: number) => `${day(at)}, ${time(at)}${mark}`,
  };
}

export type SiteClock = ReturnType<typeof siteClock>;
