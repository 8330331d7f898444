import type { AlertFact, EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { alertsFromDay, answer, fire } from '../desk/alerts.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { day, minute, second } from '../site-time.js';
import type { Voice } from '../story.js';

export interface AlertScene {
  physician: Clinician;
  patient: Patient;
  encounter: EncounterFact;
  from: number;
  to: number;
}

/** In the order in which they may speak. */
const kinds: Voice[] = ['interaction', 'coding', 'prevention', 'monitoring', 'sepsis'];
const keys: Record<Voice, string[]> = {
  sepsis: ['sepsis-screen', 'sepsis-lactate'],
  interaction: ['drug-interaction', 'drug-duplicate'],
  coding: ['hcc-gap'],
  prevention: ['flu-due'],
  monitoring: ['rpm-weight'],
};

/** Alerts of one visit: the pop-up repeats itself until it is answered, the others mostly speak once. */
export function visitAlerts(clinic: Clinic, random: Random, scene: AlertScene): void {
  for (const kind of kinds) {
    if (random.chance(clinic.story.alerts[kind].chance)) raise(clinic, random, { ...scene, kind });
  }
}

export function raise(clinic: Clinic, random: Random, scene: AlertScene & { kind: Voice }): void {
  const [once, most] = clinic.story.alerts[scene.kind].times;
  const times = once === most ? once : random.int(once, most);
  const key = random.pick(keys[scene.kind]);
  const hook = random.chance(0.3) ? `hook-${clinic.next('hook')}` : '';
  const named = random.chance(0.6) ? scene.encounter : undefined;
  let at = scene.from + random.int(30, 600) * second + random.int(0, 999) * 1000;
  if (at < clinic.calendar.from + alertsFromDay * day || !clinic.isOpen(at + 30 * minute)) return;
  let last: AlertFact | undefined;
  for (let time = 0; time < times; time++) {
    last = show(clinic, random, {
      at,
      key,
      hook,
      who: scene.physician,
      patient: scene.patient,
      encounter: named,
    });
    at += random.weighted([
      [6, random.int(5, 200) * second],
      [1, 10 * minute],
      [1, 10 * minute + 1],
      [1, 14 * minute],
    ]);
  }
  const { accepted, overridden } = clinic.story.answers[scene.kind];
  const response = random.weighted([
    [accepted, 'accepted'],
    [overridden, 'overridden'],
    [1 - accepted - overridden, null],
  ] as const);
  if (response === null || !last) return;
  const given = random.chance(0.1) ? null : last.at + random.int(1, 45) * second;
  answer(clinic, last, {
    at: given,
    response,
    ...(response === 'overridden' && { reason: random.pick(['not relevant', 'benefit outweighs risk', '']) }),
  });
}

/** A hook's card is noted as returned by the service and again as shown by the EHR. */
function show(clinic: Clinic, random: Random, firing: Parameters<typeof fire>[1]): AlertFact {
  const interruptive = random.weighted([
    [30, 'true'],
    [15, 'false'],
    [55, 'unknown'],
  ] as const);
  const twice = firing.hook !== '' && random.chance(0.4);
  if (!twice)
    return fire(clinic, { ...firing, interruptive, seen: random.chance(0.15) ? 'returned' : 'shown' });
  const returned = fire(clinic, { ...firing, interruptive: 'unknown', seen: 'returned' });
  // Recorded after it was answered: sometimes the service's row is the later one.
  return fire(clinic, {
    ...firing,
    id: returned.id,
    interruptive,
    at: firing.at + (random.chance(0.8) ? 350_000 : -120_000),
  });
}
