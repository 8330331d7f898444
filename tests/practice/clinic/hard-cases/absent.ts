import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { clinicNurses, physicians, wardPhysicians } from '../people/clinicians.js';
import { hour, minute, second } from '../site-time.js';
import { on, row } from './stage.js';

/** Encounters of which little is known: never read, without a start, without anybody, without any event. */
export function absent(clinic: Clinic): void {
  unread(clinic);
  withoutStart(clinic);
  withoutPeople(clinic);
  for (let index = 0; index < 10; index++) {
    const started = on(clinic, 11, '08:00') + index * 31 * minute;
    admit(clinic, {
      patient: clinic.patient(291),
      started,
      ended: started + 15 * minute,
      people: [{ who: physicians[index % 6]! }],
    });
  }
  // It ends before it starts: it is never open.
  const started = on(clinic, 15, '12:00');
  const encounter = admit(clinic, {
    patient: clinic.patient(290),
    started,
    ended: started - hour,
    people: [],
  });
  row(clinic, { at: started - 30 * minute, patient: clinic.patient(290), who: physicians[1]! });
  row(clinic, { at: started, patient: clinic.patient(290), who: physicians[1]!, encounter, how: 'element' });
}

/** Encounter/90001 … have no resource: their first clinician row is their start, their last their end. */
function unread(clinic: Clinic): void {
  const at = on(clinic, 16, '12:00');
  for (let index = 0; index < 6; index++) {
    const encounter = `Encounter/${90_001 + index}`;
    for (let count = 0; count < 5; count++) {
      const patient = clinic.patient(count === 0 ? 293 : 268 + index);
      row(clinic, {
        at: at + index * hour + count * 50 * second + 123_456,
        patient,
        encounter,
        how: count % 2 ? 'element' : 'entity',
      });
    }
    // Neither a refreshing board nor our own app dates it, nor a row that merely shares its patient.
    row(clinic, { at: at + index * hour - 20 * minute, does: 'board', encounter, how: 'element' });
    row(clinic, { at: at + index * hour + 20 * minute, does: 'own', encounter, how: 'element' });
  }
  row(clinic, { at, does: 'board', who: physicians[0]!, encounter: 'Encounter/90098', how: 'element' });
  row(clinic, { at, does: 'own', who: physicians[0]!, encounter: 'Encounter/90099', how: 'element' });
  for (const encounter of [
    'https://elsewhere.example/fhir/Encounter/5',
    'Encounter?identifier=urn:other:csn|X-1',
  ]) {
    row(clinic, { at: at + 7 * hour, encounter, how: 'element' });
    row(clinic, { at: at + 7 * hour + 30 * second, encounter, how: 'entity' });
  }
}

/** Patient 292: under way, but nobody wrote since when; the rows that name it date it, however far apart. */
function withoutStart(clinic: Clinic): void {
  const patient = clinic.patient(292);
  const people = [{ who: physicians[2]!, role: 'ATND' }];
  const encounter = admit(clinic, { patient, status: 'in-progress', started: null, ended: null, people });
  admit(clinic, { patient, status: 'in-progress', started: null, ended: null, people });
  row(clinic, { at: on(clinic, 10, '12:00'), who: physicians[2]!, patient });
  row(clinic, { at: on(clinic, 10, '12:05'), who: physicians[2]!, patient, encounter, how: 'entity' });
  row(clinic, { at: on(clinic, 21, '12:05'), who: physicians[2]!, patient, encounter, how: 'entity' });
}

/** Patients 294–296: nobody is listed, or only a relative and a device; the one with most rows is responsible. */
function withoutPeople(clinic: Clinic): void {
  const started = on(clinic, 17, '12:00');
  const listed = [[], [{ who: 'RelatedPerson/5', role: 'ATND' }], [{ who: 'RelatedPerson/6' }]];
  listed.forEach((people, index) => {
    const patient = clinic.patient(294 + index);
    const encounter = admit(clinic, { patient, started, ended: started + hour, people });
    const beat = (who: (typeof physicians)[number], count: number) =>
      row(clinic, { at: started + (index * 9 + count) * minute, who, patient, encounter, how: 'element' });
    beat(wardPhysicians[0]!, 0);
    beat(wardPhysicians[1]!, 1);
    if (index === 1) beat(wardPhysicians[1]!, 2);
    // A tie of 9 and 10: as UTF-8 bytes Practitioner/10 is the smaller id.
    if (index === 2) for (const count of [3, 4]) for (const nurse of clinicNurses) beat(nurse, count);
  });
}
