import { minute, scaled } from './support/log.js';
import { csv, measuredAll, ndjson, SITE } from './support/measured.js';

const SHARES = ['night-share', 'weekend-share', 'holiday-share'];
const month = { from: '2026-07-01', to: '2026-07-31' };

/** A minute of July in New York; the 3rd, a Friday, is a holiday, the 11th a Saturday. */
const july = (user: string, when: string) => minute(user, `2026-07-${when}-04:00`);

describe('against people’s own schedule', () => {
  const SHIFTS = csv(
    'user_id,started,ended',
    ...['early', 'before', 'until', 'after'].map(
      (user) => `Practitioner/${user},2026-07-08T19:00:00-04:00,2026-07-09T01:00:00-04:00`,
    ),
    'Practitioner/weekend,2026-07-11T08:00:00-04:00,2026-07-11T16:00:00-04:00',
    'Practitioner/holiday,2026-07-03T08:00:00-04:00,2026-07-03T16:00:00-04:00',
  );
  const days = (user: string, count: number, status = 'fulfilled') =>
    Array.from(
      { length: count },
      (_, i) =>
        `${user}-${status}-${i},,Practitioner/${user},2026-07-${14 + i}T09:00:00-04:00,2026-07-${14 + i}T10:00:00-04:00,${status}`,
    );
  const files = {
    'site.yaml': `${SITE}holidays: [2026-07-03]\n`,
    'shift.csv': SHIFTS,
    'appointment.csv': csv(
      'appointment_id,patient_id,user_id,started,ended,status',
      ...days('four', 4),
      ...days('three', 3),
      ...days('three', 4, 'cancelled'),
    ),
    'fhir.ndjson': ndjson(
      ...july('early', '08T18:29:59.999999'), // more than 30 minutes before the shift
      ...july('before', '08T18:30:00'), // 30 minutes before
      ...july('until', '09T01:30:00'), // 30 minutes after
      ...july('after', '09T01:30:00.000001'), // more
      ...july('after', '09T12:00:00'), // far from the shift, but by day
      ...july('weekend', '11T12:00:00'), // in the shift
      ...july('weekend', '12T12:00:00'), // outside
      ...july('holiday', '03T12:00:00'), // in the shift
      ...july('holiday', '03T16:31:00'), // outside
      ...july('four', '08T20:00:00'), // appointments on four days: by the clock
      ...july('four', '08T12:00:00'),
      ...july('three', '08T20:00:00'), // on three: not judged
    ),
  };

  test('shifts with 30 minutes on either side, else the clock from four days with appointments on', async () => {
    const questions = SHARES.map((measure) => ({ measure, variant: 'scheduled-300' }));
    const [night, weekend, holiday] = (await measuredAll(questions, files, month)).map(({ clusters }) =>
      scaled(clusters[''], [3600, 3600]),
    );
    const rest = { early: [0, 60], before: [0, 60], until: [0, 60], after: [0, 120] };
    const all = { ...rest, weekend: [0, 120], holiday: [0, 120], four: [0, 120] };
    // A row of 01:30:00.000001 has its logout at 01:31:00: 59.999999 s; one of 18:29:59.999999 at 18:30:59.999: 59.999001 s.
    const seconds = { early: 59.999001, after: 59.999999 };
    const exact = { early: [0, seconds.early], after: [0, seconds.after + 60] };
    expect(night).toEqual({
      ...all,
      early: [seconds.early, seconds.early],
      after: [seconds.after, seconds.after + 60],
      four: [60, 120],
    });
    expect(weekend).toEqual({ ...all, ...exact, weekend: [60, 120] });
    expect(holiday).toEqual({ ...all, ...exact, holiday: [60, 120] });
  });
});
