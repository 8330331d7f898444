import type { EncounterChoice } from '../../chart-view.js';
import { kindWords } from '../figures/meta.js';
import type { ListedEncounter } from '../figures/reader.js';
import type { SiteClock } from './clock.js';
import type { LiveEncounter } from './live.js';

/** Statuses of encounters that did not, or not yet, take place (measures: "Encounters that count"). */
const NOT_COUNTED = new Set(['planned', 'cancelled', 'discontinued', 'entered-in-error']);

/** The patient's encounters, latest first, of the EHR and the store; the EHR knows better which is open. */
export function listed(live: LiveEncounter[], stored: ListedEncounter[]): ListedEncounter[] {
  const all = new Map(stored.map((one) => [one.encounter_id, one]));
  for (const one of live) {
    if (NOT_COUNTED.has(one.status)) all.delete(one.encounter_id);
    else all.set(one.encounter_id, one);
  }
  return [...all.values()].sort((a, b) => (b.started ?? 0) - (a.started ?? 0));
}

export interface Chosen {
  id: string;
  /** Why this one, in a sentence; null where the EHR or the person named it. */
  how: string | null;
}

/** The one that is open now, else the latest; null where the patient has none. */
export function chosen(all: ListedEncounter[], now: number): Chosen | null {
  const open = all.find((one) => isOpen(one, now));
  if (open)
    return {
      id: open.encounter_id,
      how: 'The EHR did not say which encounter you are in: this is the patient’s open one.',
    };
  const latest = all.find(({ started }) => started !== null && started <= now) ?? all[0];
  return latest
    ? {
        id: latest.encounter_id,
        how: 'The EHR did not say which encounter you are in: this is the patient’s latest one.',
      }
    : null;
}

function isOpen({ started, ended }: ListedEncounter, now: number): boolean {
  return started !== null && started <= now && ended === null;
}

export function choicesOf(
  all: ListedEncounter[],
  { current, clock, now }: { current: string; clock: SiteClock; now: number },
): EncounterChoice[] {
  return all.map((one) => {
    const words = kindWords(one);
    return {
      id: one.encounter_id,
      kind: words[0]!.toUpperCase() + words.slice(1),
      started: one.started === null ? null : clock.full(one.started),
      open: isOpen(one, now),
      current: one.encounter_id === current,
    };
  });
}
