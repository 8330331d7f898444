import type { FhirAnswer, FhirReader, FhirResource, SearchParams } from '../../../smart-launch/index.js';
import type { ResourceReader } from '../../feeds/fhir/resource.js';
import type { FeedRow } from '../../feeds/rows.js';
import { reasonWords } from './reasons.js';

/** Something asked of the EHR: what came, or why it did not, in words. */
export type Asked<T> = { ok: true; value: T } | { ok: false; why: string };

export interface LiveEncounter {
  encounter_id: string;
  patient_id: string;
  class: string;
  virtual: boolean;
  status: string;
  /** Microseconds since 1970. */
  started: number | null;
  ended: number | null;
}

export interface LiveEvent {
  event_id: string;
  at: number;
  version: string;
  values: FeedRow['values'];
}

export interface Live {
  patient: Asked<FhirResource>;
  encounter: Asked<LiveEncounter>;
  /** The patient's encounters; asked only where there is a choice to make. */
  encounters: Asked<LiveEncounter[]>;
  events: Asked<LiveEvent[]>;
  hazards: Asked<{ mitigated: number; found: number }>;
}

/** The page comes, whatever the EHR does. */
const PATIENCE_MS = 4_000;
const EVENT_PAGES = 5;
const PAGE = '200';

export interface LiveOptions {
  fhir: FhirReader;
  /** Turns resources into rows of the store, as an import does. */
  rows: ResourceReader;
}

/** Of the patient: who it is, where the page must say so, and the encounters to choose from. */
export async function readPatient(
  patient: string,
  { fhir, rows, wantsPatient }: LiveOptions & { wantsPatient: boolean },
): Promise<Pick<Live, 'patient' | 'encounters'>> {
  const [person, encounters] = await Promise.all([
    wantsPatient ? within(fhir.read(`Patient/${patient}`)) : null,
    within(fhir.search('Encounter', { patient, _sort: '-date', _count: '20' }, { maxPages: 1 })),
  ]);
  return {
    patient: person ? one(person, 'Patient') : { ok: false, why: 'it was not asked for' },
    encounters: encountersOf(encounters, { rows, patient }),
  };
}

/** Of one encounter; the reads run side by side, so that they cost one round trip. */
export async function readEncounter(
  { patient, encounter }: { patient: string; encounter: string },
  { fhir, rows }: LiveOptions,
): Promise<Pick<Live, 'encounter' | 'events' | 'hazards'>> {
  const [resource, events, hazards] = await Promise.all([
    within(fhir.read(`Encounter/${encounter}`)),
    within(
      fhir.search(
        'AuditEvent',
        { entity: `Encounter/${encounter}`, _count: PAGE },
        { maxPages: EVENT_PAGES },
      ),
    ),
    within(fhir.search('DetectedIssue', { patient, _count: PAGE }, { maxPages: 1 })),
  ]);
  return {
    encounter: encounterOf(resource, rows),
    events: eventsOf(events, { rows, encounter }),
    hazards: hazardsOf(hazards, encounter),
  };
}

/** What is known of no encounter at all. */
export function notAsked(why: string): Pick<Live, 'encounter' | 'events' | 'hazards'> {
  return { encounter: { ok: false, why }, events: { ok: false, why }, hazards: { ok: false, why } };
}

/** An answer that does not come in time is one of its own. */
async function within(answer: Promise<FhirAnswer>): Promise<FhirAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FhirAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: 'too-slow' }), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function failed(answer: Extract<FhirAnswer, { ok: false }>): { ok: false; why: string } {
  return { ok: false, why: reasonWords(answer.reason) };
}

function one(answer: FhirAnswer, type: string): Asked<FhirResource> {
  if (!answer.ok) return failed(answer);
  const found = answer.resources.find(({ resourceType }) => resourceType === type);
  return found ? { ok: true, value: found } : { ok: false, why: 'the EHR’s answer could not be read' };
}

/** The rows of one resource; none where it cannot be read. */
function read(rows: ResourceReader, resource: FhirResource): FeedRow[] {
  try {
    return rows(resource as never);
  } catch {
    return [];
  }
}

function toEncounter(resource: FhirResource, rows: ResourceReader): LiveEncounter | null {
  const row = read(rows, resource).find(({ table }) => table === 'encounter');
  if (!row) return null;
  const { values } = row;
  const instant = (value: unknown) => (typeof value === 'bigint' ? Number(value) : null);
  return {
    encounter_id: String(values.encounter_id),
    patient_id: String(values.patient_id ?? ''),
    class: String(values.class ?? ''),
    virtual: values.virtual === true,
    status: String(values.status ?? ''),
    started: instant(values.started),
    ended: instant(values.ended),
  };
}

function encounterOf(answer: FhirAnswer, rows: ResourceReader): Asked<LiveEncounter> {
  const found = one(answer, 'Encounter');
  if (!found.ok) return found;
  const value = toEncounter(found.value, rows);
  return value ? { ok: true, value } : { ok: false, why: 'the EHR’s answer could not be read' };
}

/** Only this patient's: a server may ignore the parameter, or hold one encounter under two patients. */
function encountersOf(
  answer: FhirAnswer,
  { rows, patient }: { rows: ResourceReader; patient: string },
): Asked<LiveEncounter[]> {
  if (!answer.ok) return failed(answer);
  const found = answer.resources.flatMap((resource) => {
    const subject = (resource.subject as { reference?: unknown } | undefined)?.reference;
    if (resource.resourceType !== 'Encounter' || !isReferenceTo(subject, 'Patient', patient)) return [];
    return toEncounter(resource, rows) ?? [];
  });
  return { ok: true, value: found };
}

function isReferenceTo(reference: unknown, type: string, id: string): boolean {
  return (
    typeof reference === 'string' &&
    new RegExp(`(^|/)${type}/([^/]+)(/_history/[^/]+)?$`).exec(reference)?.[2] === id
  );
}

/** AuditEvents of the encounter: each once, its newest version; those that name another are dropped. */
function eventsOf(
  answer: FhirAnswer,
  { rows, encounter }: { rows: ResourceReader; encounter: string },
): Asked<LiveEvent[]> {
  if (!answer.ok) return failed(answer);
  if (asksInVain(answer.ignoredParams, 'entity'))
    return { ok: false, why: 'this EHR cannot search its audit log by encounter' };
  if (!answer.complete) return { ok: false, why: 'there are more entries than can be read at once' };
  const current = new Map<string, LiveEvent>();
  for (const resource of answer.resources) {
    const row = read(rows, resource).find(({ table }) => table === 'audit_event');
    if (!row || !isReferenceTo(row.values.encounter_ref, 'Encounter', encounter)) continue;
    const event = {
      event_id: String(row.values.event_id),
      at: Number(row.values.recorded),
      version: row.version,
      values: row.values,
    };
    const key = `${event.event_id} ${event.at}`;
    const known = current.get(key);
    if (!known || known.version < event.version) current.set(key, event);
  }
  return { ok: true, value: [...current.values()].sort((a, b) => a.at - b.at) };
}

/** The server's self link says which parameters it used; one that was left out did not filter. */
function asksInVain(ignored: string[], parameter: keyof SearchParams & string): boolean {
  return ignored.includes(parameter);
}

function hazardsOf(answer: FhirAnswer, encounter: string): Live['hazards'] {
  if (!answer.ok) return failed(answer);
  const own = answer.resources.filter((resource) => {
    const named = (resource.encounter as { reference?: unknown } | undefined)?.reference;
    return resource.resourceType === 'DetectedIssue' && isReferenceTo(named, 'Encounter', encounter);
  });
  const mitigated = own.filter(({ mitigation }) => Array.isArray(mitigation) && mitigation.length > 0).length;
  return { ok: true, value: { found: own.length, mitigated } };
}
