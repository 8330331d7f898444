import { endOfDay, HOUR, type Micros, parseDateTime, siteDay } from './instants.js';
import type { ReadResource } from './read-files.js';
import { type Contained, idOf, type Place, qualify, type Reference } from './references.js';
import type { Site } from './site.js';
import { type Versioned, versionOf } from './version.js';

export interface Participant {
  user: string | null;
  role: string | null;
}

export interface Encounter extends Versioned {
  id: string;
  server: string;
  patient: string | null;
  status: string;
  class: string | null;
  started: Micros | null;
  ended: Micros | null;
  effectiveEnd: Micros | null;
  participants: Participant[];
}

interface Concept {
  coding?: { code?: string }[];
}

interface Resource {
  id: string;
  status?: string;
  class?: ({ code?: string } & Concept) | Concept[];
  subject?: Reference;
  period?: { start?: string; end?: string };
  actualPeriod?: { start?: string; end?: string };
  participant?: { type?: Concept[]; individual?: Reference; actor?: Reference }[];
  contained?: Contained[];
}

const NOT_COUNTED = ['planned', 'cancelled', 'discontinued', 'entered-in-error'];
const STAYS_OPEN = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'];
const OPEN = ['arrived', 'triaged', 'in-progress', 'onleave', 'on-hold', 'discharged'];

/** "Encounters that count. All but planned, cancelled, discontinued and entered-in-error ones." */
export function counts(encounter: Encounter): boolean {
  return !NOT_COUNTED.includes(encounter.status);
}

/** R4 "`class.code`"; R5 "first `class` code" */
function classOf(resource: Resource): string | null {
  const found = resource.class;
  if (Array.isArray(found)) return found.flatMap((concept) => concept.coding ?? [])[0]?.code ?? null;
  return found?.code ?? null;
}

/** "*Effective end*: the end given; else, for class … with status …: still open; else, status finished or completed: the
 * end of its start's site day; else 24 h after start." Null stands for "still open", and for what has no start. */
function effectiveEnd(encounter: Omit<Encounter, 'effectiveEnd'>, zone: string): Micros | null {
  if (encounter.ended !== null) return encounter.ended;
  if (STAYS_OPEN.includes(encounter.class ?? '') && OPEN.includes(encounter.status)) return null;
  if (encounter.started === null) return null;
  if (['finished', 'completed'].includes(encounter.status)) {
    return endOfDay(siteDay(encounter.started, zone), zone);
  }
  return encounter.started + 24n * HOUR;
}

export function encounterRow(read: ReadResource, site: Site): Encounter {
  const resource = read.resource as unknown as Resource;
  const place: Place = { site, server: read.server, contained: resource.contained ?? [] };
  const period = resource.actualPeriod ?? resource.period;
  const row = {
    ...versionOf(read.resource),
    id: qualify(`Encounter/${resource.id}`, read.server, site),
    server: read.server,
    patient: idOf(resource.subject, 'Patient', place),
    status: resource.status ?? '',
    class: classOf(resource),
    started: parseDateTime(period?.start, site.dayZone, 'start'),
    ended: parseDateTime(period?.end, site.dayZone, 'end'),
    participants: (resource.participant ?? []).map((participant) => ({
      user: idOf(participant.individual ?? participant.actor, 'Practitioner', place),
      role: (participant.type ?? []).flatMap((type) => type.coding ?? [])[0]?.code ?? null,
    })),
  };
  return { ...row, effectiveEnd: effectiveEnd(row, site.dayZone) };
}
