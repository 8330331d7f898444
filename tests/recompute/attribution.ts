import { smallest } from './bytes.js';
import { counts, type Encounter } from './encounter.js';
import { HOUR, type Micros } from './instants.js';

export type Method = 'explicit' | 'period' | 'nearby' | 'none';

export interface Attributed {
  encounter: string | null;
  method: Method;
}

/** What is attributed: a clinician row, an alert (by its instant), telemetry (by its start). */
export interface Subject {
  at: Micros;
  user: string | null;
  patient: string | null;
  encounter: string | null;
  /** True when only an `entity.what` names the encounter. */
  byEntity: boolean;
}

const NONE: Attributed = { encounter: null, method: 'none' };

/** "Taking part = being listed as a participant, whenever." */
function takesPart(user: string | null, encounter: Encounter): boolean {
  return user !== null && encounter.participants.some((participant) => participant.user === user);
}

/** "when the instant is from 24 h before that encounter's start to 72 h after its effective end, or it has no known
 * start"; "An encounter that was not read is … always explicit." */
function entityHolds(at: Micros, encounter: Encounter | undefined): boolean {
  if (!encounter || encounter.started === null) return true;
  if (at < encounter.started - 24n * HOUR) return false;
  return encounter.effectiveEnd === null || at <= encounter.effectiveEnd + 72n * HOUR;
}

/** "open at that instant (both ends included)"; "An encounter that ends before it starts is never open." */
function isOpen(at: Micros, { started, effectiveEnd }: Encounter): boolean {
  return started !== null && started <= at && (effectiveEnd === null || at <= effectiveEnd);
}

/** "\"At most 24 h later\" is 0 ≤ start − t ≤ 24 h, \"at most 72 h earlier\" is 0 ≤ t − effective end ≤ 72 h; the smallest
 * difference wins." Null is not near. */
function distance(at: Micros, { started, effectiveEnd }: Encounter): Micros | null {
  if (started === null) return null;
  const near: Micros[] = [];
  const until = started - at;
  if (until >= 0n && until <= 24n * HOUR) near.push(until);
  if (effectiveEnd !== null) {
    const since = at - effectiveEnd;
    if (since >= 0n && since <= 72n * HOUR) near.push(since);
  }
  return near.sort((a, b) => (a < b ? -1 : 1))[0] ?? null;
}

/** "of several, those in which the user ever takes part come first, then the latest start, then the smallest id" */
function byPeriod(subject: Subject, ofPatient: Encounter[]): string | null {
  const open = ofPatient.filter((encounter) => isOpen(subject.at, encounter));
  const own = open.filter((encounter) => takesPart(subject.user, encounter));
  const candidates = own.length > 0 ? own : open;
  const latest = candidates.reduce<Micros | null>(
    (max, { started }) => (max === null || started! > max ? started : max),
    null,
  );
  return smallest(candidates.filter(({ started }) => started === latest).map(({ id }) => id));
}

/** "the user takes part in an encounter of that patient that counts, …; the nearest, then the smallest id" */
function byNearness(subject: Subject, ofPatient: Encounter[]): string | null {
  const near = ofPatient
    .filter((encounter) => takesPart(subject.user, encounter))
    .map((encounter) => ({ id: encounter.id, distance: distance(subject.at, encounter) }))
    .filter((candidate) => candidate.distance !== null);
  const least = near.reduce<Micros | null>(
    (min, candidate) => (min === null || candidate.distance! < min ? candidate.distance : min),
    null,
  );
  return smallest(near.filter((candidate) => candidate.distance === least).map(({ id }) => id));
}

export function attribute(subject: Subject, encounters: Encounter[]): Attributed {
  if (subject.encounter !== null) {
    const named = encounters.find(({ id }) => id === subject.encounter);
    if (!subject.byEntity || entityHolds(subject.at, named)) {
      return { encounter: subject.encounter, method: 'explicit' };
    }
  }
  if (subject.patient === null) return NONE;
  const ofPatient = encounters.filter(
    (encounter) => counts(encounter) && encounter.patient === subject.patient,
  );
  const open = byPeriod(subject, ofPatient);
  if (open !== null) return { encounter: open, method: 'period' };
  const near = byNearness(subject, ofPatient);
  return near === null ? NONE : { encounter: near, method: 'nearby' };
}
