import { csv, withReading } from './cases/support/measured.js';

const HEADER = 'event_id,recorded,user_id';
const at = (user: string, day: string, hour: number, n = 0) => {
  const two = (value: number) => String(value).padStart(2, '0');
  const [minute, second] = [Math.floor(n / 60), n % 60];
  return `${user}-${day}-${hour}-${n},2026-07-${day}T${two(hour)}:${two(minute)}:${two(second)}-04:00,Practitioner/${user}`;
};
const hours = (user: string, day: string, count: number) =>
  Array.from({ length: count }, (_, hour) => at(user, day, hour));
const inOneHour = (user: string, day: string, count: number) =>
  Array.from({ length: count }, (_, n) => at(user, day, 10, n));

const files = {
  'audit_event.csv': csv(
    HEADER,
    ...hours('tireless', '08', 20),
    ...hours('long-day', '08', 19),
    ...hours('two-days', '08', 12),
    ...hours('two-days', '09', 12),
    ...inOneHour('fast', '09', 3001),
    ...inOneHour('busy', '09', 3000),
  ),
};

test.each([
  ['08', '08', 1],
  ['08', '09', 2],
])('accounts that work as no person does, from 2026-07-%s to %s: %i', async (from, to, expected) => {
  const period = { from: `2026-07-${from}`, to: `2026-07-${to}` };
  const suspected = await withReading(
    files,
    period,
    async ({ measured }) => measured.coverage.suspectedServiceAccounts,
  );
  expect(suspected).toBe(expected);
});
