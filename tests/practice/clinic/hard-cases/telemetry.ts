import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { beacon } from '../desk/telemetry.js';
import { nightlyReport, physicians } from '../people/clinicians.js';
import { day, hour, instantOf, minute } from '../site-time.js';
import { on } from './stage.js';

/** Patients 271–273: what covers an encounter and what does not. */
export function telemetry(clinic: Clinic): void {
  const from = on(clinic, 21, '07:00');
  const [who, patient] = [physicians[1]!, clinic.patient(271)];
  const stay = (number: number) =>
    admit(clinic, {
      patient: clinic.patient(number),
      class: 'IMP',
      started: from,
      ended: from + 10 * hour,
      people: [{ who }],
    });
  const encounter = stay(271);
  const interval = (minutes: number) => ({
    started: from + minutes * minute,
    ended: from + (minutes + 5) * minute,
    who,
    patient,
    keyboard: 1,
    clicks: 10,
  });
  beacon(clinic, interval(0));
  // Without a user it counts; a device's, a patient's and a job's do not.
  beacon(clinic, { ...interval(10), who: undefined, encounter });
  for (const other of ['Device/kiosk', 'Patient/271', nightlyReport])
    beacon(clinic, { ...interval(20), who: other, encounter });
  beacon(clinic, { ...interval(30), tool: 'coding-assistant', clicks: 500 });
  beacon(clinic, { ...interval(40), encounter: 'Encounter/99998' });
  copies(clinic, interval);
  // Zero clicks are zero, no telemetry is nothing: 272 was watched, 273 only by a tool.
  beacon(clinic, {
    ...interval(60),
    patient: clinic.patient(272),
    encounter: stay(272),
    clicks: 0,
    keyboard: 0,
  });
  beacon(clinic, {
    ...interval(60),
    patient: clinic.patient(273),
    encounter: stay(273),
    tool: 'order-entry',
  });
  edges(clinic);
}

/** Copies add nothing; of differing rows the last in UTF-8 order counts: "9" comes after "10". */
function copies(clinic: Clinic, interval: (minutes: number) => Parameters<typeof beacon>[1]): void {
  const rows = clinic.cells.ui_interval;
  beacon(clinic, interval(100));
  rows.push([...rows.at(-1)!]);
  for (const late of [true, false]) {
    beacon(clinic, { ...interval(late ? 110 : 120), clicks: 9 });
    const other = rows.at(-1)!.map((cell, column) => (column === 8 ? '10' : cell));
    if (late) rows.push(other);
    else rows.splice(rows.length - 1, 0, other);
  }
}

/** The first and last day with telemetry, and a stay that began before it: its clicks are not all known. */
function edges(clinic: Clinic): void {
  const [who, patient] = [physicians[0]!, clinic.patient(270)];
  const first = on(clinic, 7, '08:00');
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: first - day,
    ended: first + 5 * hour,
    people: [{ who }],
  });
  beacon(clinic, { started: first, ended: first + minute, who, patient, encounter, clicks: 5, keyboard: 0 });
  const last = instantOf(clinic.calendar.last, '12:00');
  beacon(clinic, {
    started: last,
    ended: last + minute,
    who,
    patient,
    clicks: 5,
    keyboard: 0,
    written: `${clinic.calendar.last}T12:00:00`,
  });
}
