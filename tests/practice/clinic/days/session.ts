import type { AuditFact, EncounterFact } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { log } from '../desk/log.js';
import type { Form } from '../paper/agents.js';
import type { Clinician } from '../people/clinicians.js';
import type { Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { second } from '../site-time.js';
import type { Task } from '../touches.js';

export interface Step {
  does: Task;
  patient?: Patient | undefined;
  encounter?: EncounterFact | undefined;
  how?: 'element' | 'entity' | 'unsaid' | undefined;
}

export interface Session {
  who: Clinician;
  from: number;
  rows: number;
  /** Nothing is done after this instant. */
  until?: number;
  next: (index: number) => Step;
}

/** Somebody sits down and works: bursts, pauses, two screens side by side. */
export function work(clinic: Clinic, random: Random, session: Session): AuditFact[] {
  const rows = Math.max(1, Math.round(session.rows * clinic.options.busyness));
  // Never an odd microsecond: two rows at one instant must not leave half of one to be rounded.
  const grain = random.weighted([
    [25, second],
    [50, 1000],
    [25, 4],
  ]);
  const stations = [`WS-${random.int(1, 20)}`, random.chance(0.3) ? `MOBILE-${random.int(1, 9)}` : ''];
  // A few sessions know their person by a login or a name alone: then it is somebody else to every reader.
  const form = random.weighted<Form | undefined>([
    [970, undefined],
    [10, 'alt-id'],
    [10, 'display'],
    [10, 'unknown-identifier'],
  ]);
  const done: AuditFact[] = [];
  let at = session.from;
  let step = session.next(0);
  let gap = 0;
  for (let index = 0; index < rows; index++) {
    if (!clinic.isOpen(at) || (session.until !== undefined && at > session.until)) break;
    const workstation = random.chance(0.85) ? stations[0]! : stations[1]!;
    // One act is often several rows: software is chatty, the person pressed one button.
    if (index > 0 && !(gap <= 2 * second && random.chance(0.8))) step = session.next(index);
    done.push(log(clinic, { at, who: session.who, ...(form && { form }), workstation, ...named(step) }));
    gap = pause(random, grain);
    at += gap;
  }
  return done;
}

function named({ does, patient, encounter, how }: Step) {
  return { does, patient: patient ?? null, encounter, how };
}

/** Gaps as people make them, with the edges of the definitions among them (hard-cases/chain.ts has all). */
function pause(random: Random, grain: number): number {
  const between = (low: number, high: number) =>
    Math.max(grain, Math.round(random.int(low, high) / grain) * grain);
  return random.weighted<() => number>([
    [36, () => between(40_000, 1_990_000)],
    [3, () => 2 * second],
    [0.5, () => 2 * second + 4],
    [46, () => between(2_100_000, 40 * second)],
    [9, () => between(40 * second, 240 * second)],
    [0.7, () => 300 * second],
    [0.3, () => 300 * second + 4],
    [1, () => 0],
    [1.5, () => between(310 * second, 900 * second)],
  ])();
}
