import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { physicians, wardPhysicians } from '../people/clinicians.js';
import { addDays, day, hour, instantOf, minute } from '../site-time.js';
import { row } from './stage.js';

/** Patients 286–289: encounters that reach over the window's end; with it the seeds that declare a window. */
export function windows(clinic: Clinic): void {
  const { calendar } = clinic;
  const lastDay = instantOf(calendar.last);
  const people = [{ who: wardPhysicians[0]!, role: 'ATND' }];
  // 24 h after its start is past the end: every figure is empty.
  const past = admit(clinic, {
    patient: clinic.patient(286),
    status: 'in-progress',
    started: lastDay + 9 * hour,
    ended: null,
    people,
  });
  row(clinic, { at: lastDay + 10 * hour, patient: clinic.patient(286), encounter: past, how: 'element' });
  admit(clinic, {
    patient: clinic.patient(287),
    class: 'IMP',
    started: lastDay - day,
    ended: calendar.to + 1,
    people,
  });
  // 24:00 of the last day is inside.
  admit(clinic, {
    patient: clinic.patient(288),
    class: 'IMP',
    started: lastDay - day,
    ended: calendar.to,
    dateOnlyEnd: true,
    people,
  });
  admit(clinic, {
    patient: clinic.patient(289),
    status: 'finished',
    started: lastDay + 11 * hour,
    ended: null,
    people,
  });
  for (const number of [286, 287, 288, 289]) {
    for (const count of [0, 1, 2])
      row(clinic, {
        at: lastDay + 14 * hour + count * minute,
        patient: clinic.patient(number),
        who: wardPhysicians[1]!,
      });
  }
  // It was over before the first day, or started before it: no row of the table.
  const early = admit(clinic, {
    patient: clinic.patient(289),
    started: calendar.from - 1,
    ended: calendar.from + hour,
    people,
  });
  row(clinic, { at: calendar.from + minute, patient: clinic.patient(289), encounter: early, how: 'element' });
  admit(clinic, {
    patient: clinic.patient(287),
    started: calendar.from,
    ended: calendar.from + hour,
    people,
  });
  if (clinic.options.seed % 3 === 0) outside(clinic);
}

/** Rows outside a declared window are kept and count nowhere. */
function outside(clinic: Clinic): void {
  const { calendar, books } = clinic;
  books.declared.fhir = { from: calendar.first, to: calendar.last };
  for (const edge of [
    instantOf(addDays(calendar.first, -2), '10:00'),
    instantOf(addDays(calendar.last, 2), '10:00'),
  ]) {
    const encounter = books.encounters.find(
      ({ started }) => started !== null && started > calendar.from + 3 * day,
    )!;
    for (let count = 0; count < 15; count++) {
      row(clinic, {
        at: edge + count * 20_000_000,
        who: physicians[0]!,
        patient: clinic.patient(286),
        encounter,
        how: 'element',
      });
    }
  }
}
