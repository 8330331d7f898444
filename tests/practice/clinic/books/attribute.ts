import { addDays, day, hour, instantOf, siteDate } from '../site-time.js';
import { compareIds, countingStatus, type EncounterFact } from './facts.js';

export type Method = 'explicit' | 'period' | 'nearby' | 'none';
export interface Attribution {
  method: Method;
  encounter: string;
}

/** What there is to go by: a clinician row, an alert (by its instant) or telemetry (by its start). */
export interface Clue {
  at: number;
  user: string;
  patient: string;
  encounter: string;
  /** Only an `entity.what` may be last year's note; a row, hook or mapping that names its encounter is believed. */
  how: '' | 'element' | 'entity';
}

const mayStayOpen = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'];
const isOpen = ['arrived', 'triaged', 'in-progress', 'onleave', 'on-hold', 'discharged'];

/** measures.md, "Encounters that count": null means still open, or no start to reckon from. */
export function effectiveEnd(encounter: EncounterFact): number | null {
  if (encounter.ended !== null) return encounter.ended;
  if (encounter.started === null) return null;
  if (mayStayOpen.includes(encounter.class) && isOpen.includes(encounter.status)) return null;
  if (['finished', 'completed'].includes(encounter.status)) {
    return instantOf(addDays(siteDate(encounter.started), 1));
  }
  return encounter.started + 24 * hour;
}

export class Attributor {
  private readonly byId = new Map<string, EncounterFact>();
  private readonly byPatient = new Map<string, EncounterFact[]>();

  constructor(encounters: EncounterFact[]) {
    for (const encounter of encounters) {
      this.byId.set(encounter.id, encounter);
      if (!countingStatus(encounter.status) || encounter.started === null || encounter.patient === '')
        continue;
      const list = this.byPatient.get(encounter.patient) ?? [];
      list.push(encounter);
      this.byPatient.set(encounter.patient, list);
    }
  }

  find(id: string): EncounterFact | undefined {
    return this.byId.get(id);
  }

  attribute(clue: Clue): Attribution {
    if (clue.encounter !== '' && this.isExplicit(clue))
      return { method: 'explicit', encounter: clue.encounter };
    const open = this.open(clue);
    if (open) return { method: 'period', encounter: open.id };
    const near = this.near(clue);
    if (near) return { method: 'nearby', encounter: near.id };
    return { method: 'none', encounter: '' };
  }

  private isExplicit(clue: Clue): boolean {
    if (clue.how !== 'entity') return true;
    const named = this.byId.get(clue.encounter);
    if (!named || named.started === null) return true;
    const end = effectiveEnd(named);
    return clue.at >= named.started - 24 * hour && (end === null || clue.at <= end + 3 * day);
  }

  private open({ at, user, patient }: Clue): EncounterFact | undefined {
    const candidates = (this.byPatient.get(patient) ?? []).filter((encounter) => {
      const end = effectiveEnd(encounter);
      return encounter.started! <= at && (end === null || at <= end);
    });
    return candidates.sort(
      (a, b) =>
        Number(takesPart(b, user)) - Number(takesPart(a, user)) ||
        b.started! - a.started! ||
        compareIds(a.id, b.id),
    )[0];
  }

  private near({ at, user, patient }: Clue): EncounterFact | undefined {
    const candidates: { encounter: EncounterFact; distance: number }[] = [];
    for (const encounter of this.byPatient.get(patient) ?? []) {
      if (!takesPart(encounter, user)) continue;
      const end = effectiveEnd(encounter);
      const until = encounter.started! - at;
      const since = end === null ? -1 : at - end;
      if (until >= 0 && until <= 24 * hour) candidates.push({ encounter, distance: until });
      if (since >= 0 && since <= 3 * day) candidates.push({ encounter, distance: since });
    }
    return candidates.sort((a, b) => a.distance - b.distance || compareIds(a.encounter.id, b.encounter.id))[0]
      ?.encounter;
  }
}

function takesPart(encounter: EncounterFact, user: string): boolean {
  return user !== '' && encounter.participants.some((participant) => participant.user === user);
}
