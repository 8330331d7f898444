import type { EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { fire } from '../desk/alerts.js';
import { nightlyReport, nightNurse, wardPhysicians } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import { day, hour, instantOf, minute, second } from '../site-time.js';
import { actor, on } from './stage.js';

interface Place {
  patient: Patient;
  encounter: EncounterFact;
  from: number;
}

export function oddAlerts(clinic: Clinic, place: Place): void {
  users(clinic, place);
  named(clinic, place);
  told(clinic, place);
  silentModes(clinic, place);
  edgesOfTheFeed(clinic, place);
  wallClock(clinic);
}

/** Who was alerted: nobody that counts, or nobody known, or a key or patient that nobody wrote down. */
function users(clinic: Clinic, { patient, encounter, from }: Place): void {
  for (const who of ['Patient/5', 'RelatedPerson/5', 'Device/pump-1', 'Organization/payer', nightlyReport]) {
    fire(clinic, { at: from + 6 * hour, key: 'odd-user', who, patient, encounter, interruptive: 'true' });
  }
  for (const step of [0, 1, 2]) {
    const at = from + 6 * hour + step * minute;
    fire(clinic, { at, key: 'odd-nobody', who: '', patient, interruptive: 'true' });
    fire(clinic, { at, key: '', who: actor, patient, interruptive: 'true' });
    fire(clinic, { at, key: 'odd-no-patient', who: actor, encounter, interruptive: 'true' });
    fire(clinic, {
      at,
      key: 'odd-by-role',
      who: step === 1 ? 'PractitionerRole/r7' : 'Practitioner/7',
      patient,
      interruptive: 'false',
    }).user = wardPhysicians[0]!.id;
  }
}

/** Which encounter an alert names: one without a row, one never read but with rows, one that does not count. */
function named(clinic: Clinic, { patient, from }: Place): void {
  const cancelled = clinic.books.encounters.find(({ status }) => status === 'cancelled')!;
  ['Encounter/99999', 'Encounter/90001', cancelled.id, 'lab:Encounter/1', 'Encounter/90098'].forEach(
    (encounter, index) => {
      fire(clinic, {
        at: from + 7 * hour + index * 20 * minute,
        key: 'odd-named',
        who: actor,
        patient,
        encounter,
        interruptive: 'false',
      });
    },
  );
}

/** One id told several times: copies, and of differing rows the last in UTF-8 order, whichever came first. */
function told(clinic: Clinic, { patient, encounter, from }: Place): void {
  const rows = clinic.cells.alert;
  for (let index = 0; index < 6; index++) {
    fire(clinic, {
      at: from + 8 * hour + index * 11 * minute,
      key: 'odd-copy',
      who: actor,
      patient,
      encounter,
      interruptive: 'true',
    });
    rows.push([...rows.at(-1)!]);
  }
  for (let index = 0; index < 4; index++) {
    const at = from + 10 * hour + index * 11 * minute;
    fire(clinic, { at, key: 'odd-told', who: actor, patient, encounter, interruptive: 'true' });
    // "false" sorts before "true" in a cell after nine equal ones, so the row above counts.
    const told = rows.at(-1)!;
    const other = told.map((cell, column) => (column === 9 ? 'false' : cell));
    if (index % 2 === 0) rows.push(other);
    else rows.splice(rows.length - 1, 0, other);
  }
}

/** Patient 298: nobody knows whether it interrupts, so the encounter's count is empty. */
function silentModes(clinic: Clinic, { from }: Place): void {
  const patient = clinic.patient(298);
  const encounter = admit(clinic, { patient, class: 'IMP', started: from, ended: from + hour, people: [] });
  fire(clinic, { at: from + minute, key: 'not-in-the-map', who: actor, patient, interruptive: 'unknown' });
  fire(clinic, {
    at: from + 2 * minute,
    key: 'not-in-the-map-either',
    who: actor,
    patient,
    encounter,
    interruptive: 'true',
  });
  const known = admit(clinic, {
    patient: clinic.patient(299),
    started: from,
    ended: from + hour,
    people: [],
  });
  fire(clinic, {
    at: from + minute,
    key: 'hcc-code',
    who: actor,
    patient: clinic.patient(299),
    encounter: known,
    interruptive: 'unknown',
  });
}

/** The feed's first and last day, so that its window is known. */
function edgesOfTheFeed(clinic: Clinic, { patient }: Place): void {
  const first = on(clinic, 2, '00:30');
  fire(clinic, { at: first, key: 'edge', who: actor, patient, interruptive: 'false' });
  fire(clinic, {
    at: instantOf(clinic.calendar.last) + day - 2 * hour,
    key: 'edge',
    who: actor,
    patient,
    interruptive: 'false',
  });
}

/** An instant without offset is site time: in the hour that occurs twice the second, in the missing one the offset before. */
function wallClock(clinic: Clinic): void {
  const { change } = clinic.calendar;
  const patient = clinic.patient(300);
  const from = instantOf(change, '00:10');
  const encounter = admit(clinic, {
    patient,
    class: 'OBSENC',
    started: from,
    ended: from + 10 * hour,
    people: [{ who: nightNurse, role: 'ATND' }],
  });
  for (const time of ['01:30:00', '02:30:00', '03:30:00']) {
    fire(clinic, {
      at: instantOf(change, time),
      written: `${change}T${time}`,
      key: 'wall-clock',
      who: nightNurse,
      patient,
      interruptive: 'false',
    });
    const at = instantOf(change, time) + 9 * minute + 59 * second;
    fire(clinic, { at, key: 'wall-clock', who: nightNurse, patient, encounter, interruptive: 'false' });
  }
}
