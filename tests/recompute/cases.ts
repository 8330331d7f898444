import { compareBytes, smallest } from './bytes.js';
import { counts, type Encounter, type Participant } from './encounter.js';
import type { Event } from './events.js';
import { groupBy } from './group.js';
import type { Micros } from './instants.js';
import { typeOfId } from './references.js';
import type { Site } from './site.js';
import type { World } from './world.js';

/** An encounter that has a row in the table. */
export interface Case {
  id: string;
  /** Null when the id does not tell. */
  server: string | null;
  patient: string | null;
  class: string | null;
  /** As printed. */
  started: Micros | null;
  ended: Micros | null;
  /** As the period and the windows see it. */
  begins: Micros;
  ends: Micros | null;
  responsible: string | null;
  /** Its logged actions, without those of our own app. */
  events: Event[];
}

function serverOf(id: string, site: Site): string | null {
  if (id.includes('://') || id.includes('?')) return null;
  return site.servers.find(({ alias }) => id.startsWith(`${alias}:`))?.alias ?? site.home;
}

/** "Only a Practitioner or PractitionerRole can be the responsible clinician." */
function canBeResponsible(user: string | null): user is string {
  return user !== null && ['Practitioner', 'PractitionerRole'].includes(typeOfId(user) ?? '');
}

/** "the first listed participant with role ATND, else PPRF, else the first practitioner listed, else the clinician with
 * most attributed rows (ties: smallest id)" */
export function responsibleFor(participants: Participant[], events: Event[]): string | null {
  const listed = participants.filter(({ user }) => canBeResponsible(user));
  const first =
    listed.find(({ role }) => role === 'ATND') ?? listed.find(({ role }) => role === 'PPRF') ?? listed[0];
  if (first) return first.user;
  const acting = events.map(({ row }) => row.user).filter(canBeResponsible);
  const rows = (user: string) => acting.filter((other) => other === user).length;
  const most = Math.max(0, ...acting.map(rows));
  return smallest(acting.filter((user) => rows(user) === most));
}

function instants(events: Event[]): Micros[] {
  return events.map(({ row }) => row.recorded).sort((a, b) => (a < b ? -1 : 1));
}

/** "One without a start begins, for the period, with its first clinician row." */
function readCase(encounter: Encounter, events: Event[]): Case | null {
  const begins = encounter.started ?? instants(events)[0];
  if (begins === undefined) return null;
  return {
    ...encounter,
    begins,
    ends: encounter.effectiveEnd,
    responsible: responsibleFor(encounter.participants, events),
    events,
  };
}

/** "when only referred to: class empty, first and last clinician row, the patient its rows name (the smallest id)" */
function unreadCase(id: string, events: Event[], site: Site): Case {
  const [first] = instants(events);
  const last = instants(events).at(-1)!;
  return {
    id,
    server: serverOf(id, site),
    patient: smallest(events.flatMap(({ row }) => row.patient ?? [])),
    class: null,
    started: first!,
    ended: last,
    begins: first!,
    ends: last,
    responsible: responsibleFor([], events),
    events,
  };
}

/** Every encounter that has a row, whatever the period, by id. "Background rows and rows of our own app … neither make nor
 * date an encounter that was not read." */
export function casesOf(world: World, events: Event[]): Case[] {
  const counted = events.filter((event) => !event.isOwn && event.attributed.encounter !== null);
  const byEncounter = groupBy(counted, (event) => event.attributed.encounter!);
  const read = world.encounters
    .filter(counts)
    .map((encounter) => readCase(encounter, byEncounter.get(encounter.id) ?? []));
  const unread = [...byEncounter]
    .filter(([id]) => !world.encounters.some((encounter) => encounter.id === id))
    .map(([id, rows]) => unreadCase(id, rows, world.site));
  return [...read.filter((found) => found !== null), ...unread].sort((a, b) => compareBytes(a.id, b.id));
}
