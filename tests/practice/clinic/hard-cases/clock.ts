import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { addDays, hour, instantOf, second } from '../site-time.js';
import { actor, row } from './stage.js';

/** Patient 285 lies in the ward for all four weeks; each pair of rows stands on one edge of the clock. */
export function clock(clinic: Clinic): void {
  const { calendar } = clinic;
  const patient = clinic.patient(285);
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: calendar.from + hour,
    ended: calendar.to - hour,
    people: [{ who: actor, role: 'ATND' }],
  });
  const pair = (at: number, gap = 40 * second) => {
    row(clinic, { at, patient, encounter, how: 'element' });
    row(clinic, { at: at + gap, patient, encounter, how: 'element' });
  };
  const at = (index: number, time: string) => instantOf(calendar.dates[index]!, time);
  pair(at(1, '18:00:00') - 1);
  pair(at(2, '18:00:00'));
  pair(at(3, '05:59:59'));
  pair(at(4, '06:00:00') - 1);
  pair(at(7, '06:00:00'));
  pair(at(8, '17:59:30'), 60 * second);
  // Friday 23:59:30 to Saturday; Saturday and Sunday noon; Sunday midnight to Monday, which is night until six.
  pair(at(4, '23:59:30'), 60 * second);
  pair(at(12, '12:00:00'));
  pair(at(13, '12:00:00'));
  pair(at(13, '23:59:59'), 60 * second);
  for (const holiday of calendar.holidays) {
    pair(instantOf(holiday, '10:00:00'));
    pair(instantOf(holiday) - 30 * second, 60 * second);
    pair(instantOf(addDays(holiday, 1), '06:00:00') - 10 * second);
    pair(instantOf(addDays(holiday, 1), '10:00:00'));
  }
  change(calendar.change, pair);
  // The service is new on the first day and quiet on the last: both days have rows at their edges.
  pair(calendar.from + hour);
  pair(calendar.to - 60 * second, 59 * second);
}

/** The hour that occurs twice, or not at all: a gap over the change is as long as it lasted. */
function change(date: string, pair: (at: number, gap?: number) => void): void {
  const one = instantOf(date, '00:59:50');
  for (const step of [0, 1, 2, 3, 4]) pair(one + step * hour, 20 * second);
  pair(instantOf(date, '05:59:50'), 20 * second);
}
