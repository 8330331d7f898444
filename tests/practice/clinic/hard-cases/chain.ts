import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { hour, minute, second } from '../site-time.js';
import { actor, type Beat, on, row } from './stage.js';

/** Patients 283 and 284: the pharmacist's gaps, on every edge and one microsecond past it. */
export function chain(clinic: Clinic): void {
  const from = on(clinic, 10, '07:00');
  const [one, two] = [clinic.patient(283), clinic.patient(284)];
  const stay = { class: 'IMP', started: from, ended: from + 10 * hour };
  const first = admit(clinic, { ...stay, patient: one, people: [{ who: actor, role: 'PPRF' }] });
  const other = admit(clinic, { ...stay, patient: two, people: [{ who: actor, role: 'PPRF' }] });
  const here: Beat = { at: 0, patient: one, encounter: first, how: 'element' };
  const there: Beat = { at: 0, patient: two, encounter: other, how: 'element' };
  const play = (at: number, beats: [number, Beat, Partial<Beat>?][]) => {
    let now = at;
    for (const [gap, beat, change] of beats) {
      now += gap;
      row(clinic, { ...beat, ...change, at: now });
    }
  };
  gaps(from, here, play);
  ties(from, [here, there], play);
  logouts(from, [here, there], play);
  between(from, [here, there], play);
}

type Play = (at: number, beats: [number, Beat, Partial<Beat>?][]) => void;

function gaps(from: number, here: Beat, play: Play): void {
  for (const over of [0, 1, -1]) {
    const at = from + (over + 1) * 40 * minute;
    play(at, [
      [0, here],
      [2 * second + over, here],
      [2 * second + over, here],
      [300 * second + over, here],
      [300 * second + over, here, { workstation: 'WS-2' }],
      [60 * second, here, { workstation: 'MOBILE-1' }],
      // An exact step that is longer than the cutoff of the quick and shorter than that of the patient.
      [180 * second, here],
      [180 * second + 1, here],
      [60 * second + 1, here, { workstation: '' }],
    ]);
  }
}

/** Rows at one instant share the gap; the smallest event id, as bytes, is the run's first. */
function ties(from: number, [here, there]: [Beat, Beat], play: Play): void {
  const at = from + 3 * hour;
  play(at, [
    [0, here],
    [0, there],
    [60 * second, here],
    [30 * second, here],
    [0, there],
    [0, here, { does: 'notes' }],
    [90 * second, there],
    [30 * second, here, { does: 'inbox' }],
    [0, here, { does: 'inbox' }],
    [0, there],
    [0, there, { does: 'orders' }],
    [240 * second, here],
    // Four share 300 s; 300 s and a bit is shared by nobody.
    [10 * second, here],
    [0, there],
    [0, here],
    [0, there, { does: 'notes' }],
    [300 * second, there],
    [0, here],
    [300 * second + 60, there],
  ]);
  // One run of two rows at one instant in two encounters: it counts where "c-10" is, not where "c-9" is.
  const run = { does: 'coding' as const, patient: here.patient };
  play(at + 40 * minute, [
    [0, here, { ...run, id: 'c-9' }],
    [0, there, { ...run, id: 'c-10' }],
    [second, here, run],
    [60 * second, here],
  ]);
  play(at + 50 * minute, [
    [0, there, { ...run, id: 'c-9' }],
    [0, here, { ...run, id: 'c-10' }],
    [second, here, run],
    [60 * second, here],
  ]);
}

function logouts(from: number, [here, there]: [Beat, Beat], play: Play): void {
  const leave: Partial<Beat> = { does: 'logout' };
  play(from + 5 * hour, [
    [0, here],
    [30 * second, here, leave],
    [60 * second, here],
    // At one instant with work the logout shares nothing.
    [60 * second, here],
    [0, here, leave],
    [120 * second, there],
    [30 * second, here],
    [0, there],
    [0, there, leave],
    [120 * second, there],
    [30 * second, there, leave],
    [0, here, leave],
    [100 * second, there],
  ]);
}

/** What lies between two rows: a board is not there at all, our own app keeps its credit, another patient breaks no run. */
function between(from: number, [here, there]: [Beat, Beat], play: Play): void {
  play(from + 6 * hour, [
    [0, here],
    [100 * second, here, { does: 'board' }],
    [100 * second, here],
    [200 * second, here, { does: 'board' }],
    [200 * second, here],
    [30 * second, here, { does: 'own' }],
    [45 * second, here],
    [50 * second, here, { does: 'own' }],
    [0, there],
    [90 * second, here],
    [second, there],
    [second, here],
    [second, there, { does: 'orders' }],
    [second, here],
    [second, there],
    [20 * second, here, { does: 'unmapped' }],
    [second, here, { does: 'unmapped' }],
    [second, { at: 0 }],
    [second, { at: 0 }],
    [20 * second, here, { server: 'lab', does: 'lab', form: 'absolute' }],
    [25 * second, here],
    [25 * second, there],
  ]);
}
