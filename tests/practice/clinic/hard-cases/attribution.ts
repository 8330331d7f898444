import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { clinicNurses, physicians } from '../people/clinicians.js';
import { day, hour, minute, second } from '../site-time.js';
import { on, row } from './stage.js';

const [ada, ben, iris] = [physicians[0]!, physicians[1]!, clinicNurses[0]!];

export function attribution(clinic: Clinic): void {
  edges(clinic);
  preference(clinic);
  nearest(clinic);
  named(clinic);
}

/** Patient 274: each edge of "explicit by entity", "period" and "nearby", on it and one microsecond past it. */
function edges(clinic: Clinic): void {
  const patient = clinic.patient(274);
  const started = on(clinic, 9, '10:00') + 123_456;
  const ended = started + 30 * minute;
  const encounter = admit(clinic, { patient, started, ended, people: [{ who: ada, role: 'ATND' }] });
  for (const at of [
    started - day,
    started - day - 1,
    started - 1,
    started,
    ended,
    ended + 1,
    ended + 3 * day,
    ended + 3 * day + 1,
  ]) {
    row(clinic, { at, who: ada, patient });
    row(clinic, { at, who: ben, patient });
    row(clinic, { at, who: iris, patient, encounter, how: 'entity' });
    // The element is believed at any distance.
    row(clinic, { at: at + 5 * day, who: iris, patient, encounter, how: 'element' });
    row(clinic, { at, who: iris, encounter, how: 'entity' });
  }
}

/** Patients 275 and 276: several open at once; Encounter/h-10 comes before Encounter/h-9. */
function preference(clinic: Clinic): void {
  const patient = clinic.patient(275);
  const from = on(clinic, 11, '07:00');
  const stay = { patient, class: 'IMP', ended: from + 8 * hour };
  admit(clinic, { ...stay, started: from, people: [{ who: ada, role: 'ATND' }] });
  admit(clinic, { ...stay, started: from + hour, people: [{ who: ben, role: 'ATND' }] });
  admit(clinic, { ...stay, id: 'h-9', started: from + 2 * hour, people: [] });
  admit(clinic, { ...stay, id: 'h-10', started: from + 2 * hour, people: [] });
  for (const hours of [0.5, 1.5, 2, 5, 8, 9]) {
    for (const who of [ada, ben, iris]) row(clinic, { at: from + hours * hour, who, patient });
  }
  // One inside another: each row counts for the one that it names.
  const outer = admit(clinic, {
    patient: clinic.patient(276),
    class: 'IMP',
    started: from,
    ended: from + day,
    people: [{ who: ada }],
  });
  const inner = admit(clinic, {
    patient: clinic.patient(276),
    started: from + hour,
    ended: from + 2 * hour,
    people: [{ who: ben }],
  });
  row(clinic, {
    at: from + 90 * minute,
    who: iris,
    patient: clinic.patient(276),
    encounter: outer,
    how: 'entity',
  });
  row(clinic, {
    at: from + 90 * minute + second,
    who: iris,
    patient: clinic.patient(276),
    encounter: inner,
    how: 'entity',
  });
  row(clinic, { at: from + 90 * minute + 2 * second, who: iris, patient: clinic.patient(276) });
}

/** Patient 277: between two visits the nearer one; at the same distance the smaller id. */
function nearest(clinic: Clinic): void {
  const patient = clinic.patient(277);
  const from = on(clinic, 14, '08:00');
  const people = [{ who: ada, role: 'ATND' }];
  admit(clinic, { patient, id: 'n-9', started: from, ended: from + hour, people });
  admit(clinic, { patient, id: 'n-10', started: from + 7 * hour, ended: from + 8 * hour, people });
  for (const hours of [2, 4, 6]) {
    row(clinic, { at: from + hours * hour, who: ada, patient });
    row(clinic, { at: from + hours * hour + second, who: ben, patient });
  }
}

/** Patients 278 and 279: what a row names wins over everything else that could be guessed. */
function named(clinic: Clinic): void {
  const from = on(clinic, 15, '07:00');
  const [patient, other] = [clinic.patient(278), clinic.patient(279)];
  const mine = admit(clinic, {
    patient,
    started: from,
    ended: from + hour,
    people: [{ who: ada, role: 'PPRF' }],
  });
  const theirs = admit(clinic, {
    patient: other,
    started: from,
    ended: from + hour,
    people: [{ who: ben, role: 'PPRF' }],
  });
  const old = admit(clinic, {
    patient,
    started: from - 7 * day,
    ended: from - 7 * day + hour,
    people: [{ who: ada }],
  });
  // Whosever patient it is.
  row(clinic, { at: from + minute, who: ada, patient, encounter: theirs, how: 'element' });
  row(clinic, { at: from + 2 * minute, who: ada, patient, encounter: theirs, how: 'entity' });
  // Last week's note is work of today's visit; last week's encounter as element is not.
  row(clinic, { at: from + 3 * minute, who: ada, patient, encounter: old, how: 'entity' });
  row(clinic, { at: from + 4 * minute, who: ada, patient, encounter: old, how: 'element' });
  // Only the first entity that is an encounter is looked at.
  row(clinic, {
    at: from + 5 * minute,
    who: ada,
    patient,
    encounter: mine,
    how: 'entity',
    alsoEncounter: theirs.id,
  });
  row(clinic, {
    at: from + 6 * minute,
    who: ada,
    patient,
    encounter: old,
    how: 'entity',
    alsoEncounter: theirs.id,
  });
  // The element comes before the entity.
  row(clinic, {
    at: from + 7 * minute,
    who: ada,
    patient,
    encounter: mine,
    how: 'element',
    alsoEncounter: theirs.id,
  });
}
