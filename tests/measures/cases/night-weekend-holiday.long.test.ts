import { minute, scaled } from './support/log.js';
import { csv, measured, ndjson, SITE } from './support/measured.js';

const share = async (measure: string, files: Record<string, string>, variant = '300') =>
  scaled(
    (await measured(measure, files, { from: '2026-01-01', to: '2026-12-31', variant })).clusters[''],
    [3600, 3600],
  );

test('the clock of a zone that is not whole hours from UTC', async () => {
  // Kathmandu is 5:45 ahead: six in the evening of Wednesday 8 July is 12:15 UTC; Saturday begins at 18:15 UTC of Friday.
  const files = {
    'site.yaml': 'timeZone: Asia/Kathmandu\nholidays: [2026-07-09]\n',
    'a.ndjson': ndjson(
      ...minute('before', '2026-07-08T12:14:59Z'),
      ...minute('six', '2026-07-08T12:15:00Z'),
      ...minute('morning', '2026-07-09T00:15:00Z'),
      ...minute('friday', '2026-07-10T18:14:59Z'),
      ...minute('saturday', '2026-07-10T18:15:00Z'),
      ...minute('eve', '2026-07-08T18:14:59Z'),
      ...minute('holiday', '2026-07-08T18:15:00Z'),
    ),
  };
  const only = (...users: string[]) =>
    Object.fromEntries(
      ['before', 'six', 'morning', 'friday', 'saturday', 'eve', 'holiday'].map((user) => [
        user,
        [users.includes(user) ? 60 : 0, 60],
      ]),
    );
  expect(await share('night-share', files)).toEqual(only('six', 'friday', 'saturday', 'eve', 'holiday'));
  expect(await share('weekend-share', files)).toEqual(only('saturday'));
  expect(await share('holiday-share', files)).toEqual(only('holiday', 'morning'));
});

test('where the clock changes', async () => {
  // New York: 8 March has no 02:00 to 03:00, 1 November has 01:00 to 02:00 twice; both are Sundays.
  const files = {
    'a.ndjson': ndjson(
      ...minute('five', '2026-03-08T05:59:59-04:00'),
      ...minute('six', '2026-03-08T06:00:00-04:00'),
      ...minute('first', '2026-11-01T01:30:00-04:00'),
      ...minute('second', '2026-11-01T01:30:00-05:00'),
      ...minute('later', '2026-11-01T06:00:00-05:00'),
    ),
  };
  expect(await share('night-share', files)).toEqual({
    five: [60, 60],
    six: [0, 60],
    first: [60, 60],
    second: [60, 60],
    later: [0, 60],
  });
});

test('two shifts of one person, and one over the month’s edge', async () => {
  // Off shift by more than 30 minutes on both sides: 03:00 of the 31st and 22:00; 00:30 of 1 August is in the second.
  const files = {
    'site.yaml': `${SITE}holidays: [2026-07-31]\n`,
    'shift.csv': csv(
      'user_id,started,ended',
      'Practitioner/d1,2026-07-30T18:00:00-04:00,2026-07-31T02:00:00-04:00',
      'Practitioner/d1,2026-07-31T23:00:00-04:00,2026-08-01T07:00:00-04:00',
    ),
    'a.ndjson': ndjson(
      ...minute('d1', '2026-07-31T01:00:00-04:00'), // in the first
      ...minute('d1', '2026-07-31T03:00:00-04:00'), // off: a night, a holiday
      ...minute('d1', '2026-07-31T12:00:00-04:00'), // off: a holiday
      ...minute('d1', '2026-07-31T22:00:00-04:00'), // off: a night, a holiday
      ...minute('d1', '2026-07-31T22:30:00-04:00'), // 30 minutes before the second
      ...minute('d1', '2026-08-01T00:30:00-04:00'), // in the second, a Saturday
      ...minute('d1', '2026-08-01T08:00:00-04:00'), // off: Saturday
    ),
  };
  expect(await share('night-share', files, 'scheduled-300')).toEqual({ d1: [120, 420] });
  expect(await share('holiday-share', files, 'scheduled-300')).toEqual({ d1: [180, 420] });
  expect(await share('weekend-share', files, 'scheduled-300')).toEqual({ d1: [60, 420] });
  expect(await share('weekend-share', files)).toEqual({ d1: [120, 420] });
});
