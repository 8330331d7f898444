import type { Cells } from '../../random/cells.js';
import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import { type Scenario, wall } from '../../random/scenario.js';
import { written } from '../../random/times.js';
import { CLINICIANS, dayOf, NAMES, patientForms } from './crowd.js';
import type { Deed } from './deeds.js';
import { actorOf, inFull } from './references.js';
import { type Slot, slotsOf } from './slots.js';

/** Current versions, and earlier ones that were booked with somebody else or not yet called off. */
function asResource(slot: Slot, r: Random): Resource[] {
  const colleague = r.chance(0.25)
    ? [{ actor: actorOf(r.pick(CLINICIANS[r.pick(NAMES)]!)), status: 'accepted' }]
    : [];
  const of = (user: string) => ({ actor: actorOf(r.pick(CLINICIANS[user]!)), status: 'accepted' });
  const resource: Resource = {
    resourceType: 'Appointment',
    id: `f-${slot.id}`,
    status: slot.status,
    ...(slot.booked === null
      ? {}
      : { created: r.chance(0.2) ? dayOf(slot.booked) : written(slot.booked, r) }),
    start: written(slot.start, r),
    ...(slot.end === null ? {} : { end: written(slot.end, r) }),
    participant: r.shuffle([
      { actor: { reference: patientForms(slot.patient)[0] }, status: 'accepted' },
      ...(r.chance(0.07) ? [] : [of(slot.user)]),
      ...colleague,
      { actor: { reference: 'Location/room-1' }, status: 'accepted' },
      ...(r.chance(0.1) ? [{ actor: { reference: 'Device/scanner' }, status: 'accepted' }] : []),
    ]),
    meta: { lastUpdated: '2026-01-02T00:00:00Z' },
  };
  const earlier: Resource = {
    ...resource,
    status: 'booked',
    participant: [of(r.pick(NAMES)), of(r.pick(NAMES))],
    meta: { lastUpdated: '2026-01-02T01:00:00+02:00' },
  };
  return r.chance(0.25) ? r.shuffle([resource, earlier]) : [resource];
}

function asRows(slot: Slot, r: Random, of: Scenario): Cells[] {
  const row: Cells = {
    appointment_id: slot.id,
    patient_id: r.chance(0.1) ? '' : r.pick(patientForms(slot.patient)),
    user_id: r.pick(CLINICIANS[slot.user]!),
    booked:
      slot.booked === null ? '' : of.hasZone && r.chance(0.1) ? dayOf(slot.booked) : written(slot.booked, r),
    started: written(slot.start, r),
    ended: slot.end === null ? '' : of.hasZone && r.chance(0.06) ? dayOf(slot.end) : written(slot.end, r),
    status: slot.status,
    virtual: '',
    version: '',
  };
  if (r.chance(0.1))
    return [
      { ...row, version: '9', status: 'cancelled' },
      { ...row, version: '10' },
    ];
  const other = r.pick(CLINICIANS[r.pick(NAMES)]!);
  // Booked with somebody else before, or with the same person under another name; two people at once.
  if (r.chance(0.08))
    return [
      { ...row, user_id: other, version: '9' },
      { ...row, version: '10' },
    ];
  if (r.chance(0.06)) return [row, { ...row, user_id: other }];
  if (r.chance(0.1)) return [row, { ...row, status: r.pick(['booked', 'cancelled', 'noshow']) }];
  return r.chance(0.1) ? [row, { ...row }] : [row];
}

/** Of somebody who is nobody: neither has scheduled hours. */
function odd(r: Random, of: Scenario): Cells[] {
  return ['Practitioner/bot-7', 'PractitionerRole/rbot', 'Device/scanner', 'Patient/x3', '']
    .filter(() => r.chance(0.3))
    .map((user, i) => ({
      appointment_id: `odd-${i}`,
      patient_id: 'Patient/x4',
      user_id: user,
      booked: '',
      started: written(wall(`${r.pick(of.days)}T09:00`, of), r),
      ended: written(wall(`${of.days.at(-1)!}T23:00`, of), r),
      status: 'booked',
    }));
}

export interface Appointments {
  resources: Resource[];
  main: Cells[];
  lab: Cells[];
}

export function appointments(r: Random, of: Scenario, deeds: Deed[]): Appointments {
  const out: Appointments = { resources: [], main: odd(r, of), lab: [] };
  for (const user of NAMES.filter(() => r.chance(0.8))) {
    for (const slot of slotsOf(user, r, of, { deeds, from: 1 })) {
      const kind = r.pick(['fhir', 'main', 'main', 'lab']);
      if (kind === 'fhir') out.resources.push(...asResource(slot, r));
      // The lab's ids are the same as the home server's; whom they mean is said in full.
      else if (kind === 'main') out.main.push(...asRows(slot, r, of));
      else
        out.lab.push(
          ...asRows({ ...slot, id: slot.id.replace(/\d+$/, (n) => String(Number(n) - 1)) }, r, of).map(
            inFull,
          ),
        );
    }
  }
  return { ...out, main: r.shuffle(out.main), lab: r.shuffle(out.lab) };
}
