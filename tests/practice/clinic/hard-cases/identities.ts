import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import type { Acting, Form } from '../paper/agents.js';
import { clinicians, labStaff, physicians } from '../people/clinicians.js';
import { hour, minute, second } from '../site-time.js';
import { on, row } from './stage.js';

/** Patients 280–282: everybody by every form that an agent can take, in one long open encounter each. */
export function identities(clinic: Clinic): void {
  const from = on(clinic, 16, '07:00');
  forms(clinic, from);
  strangers(clinic, from);
  laboratory(clinic, from);
}

const resolved: Form[] = [
  'reference',
  'role',
  'absolute',
  'versioned',
  'identifier',
  'bare-identifier',
  'machine-first',
  'device-requests',
  'machine-role-bystander',
  'contained',
];
const unresolved: Form[] = [
  'alt-id',
  'name',
  'display',
  'contained-name',
  'contained-blank',
  'unread-role',
  'unknown-identifier',
  'shared-identifier',
];

function forms(clinic: Clinic, from: number): void {
  const patient = clinic.patient(280);
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: from,
    ended: from + 12 * hour,
    people: [{ who: physicians[6]!, role: 'ATND' }],
  });
  for (const [index, form] of [...resolved, ...unresolved, ...unresolved].entries()) {
    for (const [place, who] of clinicians.slice(2, 8).entries()) {
      const known = form === 'identifier' && who.identifiers[0]!.system === undefined ? 'other-system' : form;
      const at = from + place * 40 * minute + index * 20 * second;
      row(clinic, { at, who, form: known, patient, encounter, how: index % 3 === 0 ? 'element' : 'unsaid' });
    }
  }
}

/** A Person is somebody; a number that two patients bear is nobody in particular. */
function strangers(clinic: Clinic, from: number): void {
  const patient = clinic.patient(281);
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: from,
    ended: from + 12 * hour,
    people: [],
  });
  const person: Acting = { user: 'Person/9', agents: [{ who: { reference: 'Person/9' }, requestor: true }] };
  const typed: Acting = {
    user: 'Practitioner?identifier=urn:agency|T-1',
    agents: [
      { who: { type: 'Practitioner', identifier: { system: 'urn:agency', value: 'T-1' } }, requestor: true },
    ],
  };
  const shared = 'Patient?identifier=urn:clinic:mrn|M-SHARED';
  const stranger = {
    id: shared,
    what: { type: 'Patient', identifier: { system: 'urn:clinic:mrn', value: 'M-SHARED' } },
  };
  for (let count = 0; count < 6; count++) {
    row(clinic, { at: from + count * 30 * second, who: person, patient });
    row(clinic, { at: from + count * 40 * second, who: typed, patient });
    row(clinic, {
      at: from + count * 50 * second,
      who: physicians[7]!,
      stranger,
      ...(count < 3 && { encounter, how: 'element' as const }),
    });
  }
  // Those who really are 299 and 300: an open visit that such a row must not find.
  for (const number of [299, 300]) {
    admit(clinic, {
      patient: clinic.patient(number),
      started: from,
      ended: from + hour,
      people: [{ who: physicians[7]!, role: 'ATND' }],
    });
  }
}

/** A login is valid within its server: the same one over there is somebody else. */
function laboratory(clinic: Clinic, from: number): void {
  const patient = clinic.patient(282);
  const encounter = admit(clinic, {
    patient,
    class: 'IMP',
    started: from,
    ended: from + 12 * hour,
    people: [],
  });
  for (let count = 0; count < 5; count++) {
    const at = from + 5 * hour + count * 30 * second;
    row(clinic, { at, who: physicians[0]!, form: 'alt-id', patient, encounter, how: 'element' });
    row(clinic, {
      at: at + 6 * second,
      server: 'lab',
      who: physicians[0]!,
      form: 'alt-id',
      does: 'lab',
      patient,
      encounter,
      how: 'element',
    });
    row(clinic, {
      at: at + 9 * second,
      server: 'lab',
      who: labStaff[0]!,
      form: 'reference',
      does: 'lab',
      patient,
      encounter,
      how: 'entity',
    });
    row(clinic, {
      at: at + 12 * second,
      who: labStaff[0]!,
      form: 'reference',
      patient,
      encounter,
      how: 'entity',
    });
  }
}
