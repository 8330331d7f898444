import type { FhirAnswer, FhirReader, FhirResource } from '../../../smart-launch/index.js';
import type { Ids } from '../../feeds/fhir/reference.js';
import type { ResourceReader } from '../../feeds/fhir/resource.js';
import type { FeedRow } from '../../feeds/rows.js';
import type { StoredEncounter } from '../figures/reader.js';
import { reasonWords } from './reasons.js';

/** Something asked of the EHR: what came, or why it did not, in words. */
export type Asked<T> = { ok: true; value: T } | { ok: false; why: string };

/** What the EHR says of an encounter: all that the store knows but the windows of its feeds. */
export type LiveEncounter = Omit<StoredEncounter, 'in_audit' | 'in_alerts' | 'in_telemetry'>;

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
  hazards: Asked<Hazards>;
}

export interface Hazards {
  found: number;
  mitigated: number;
  /** Of the patient, but of which encounter is not said. */
  elsewhere: number;
}

/** The page comes, whatever the EHR does. */
const PATIENCE_MS = 4_000;
const EVENT_PAGES = 5;
/** A server may send more on a page than was asked for; reading them would keep everybody else's page waiting. */
const MOST_EVENTS = 5000;
const PAGE = '200';

export interface LiveOptions {
  fhir: FhirReader;
  /** Turns resources into rows of the store, as an import does. */
  rows: ResourceReader;
  /** Makes the store's ids of this EHR's references. */
  ids: Ids;
  patienceMs?: number | undefined;
}

/** Of the patient: who it is, where the page must say so, and the encounters to choose from. */
export async function readPatient(
  patient: string,
  { wantsPatient, ...options }: LiveOptions & { wantsPatient: boolean },
): Promise<Pick<Live, 'patient' | 'encounters'>> {
  const { fhir, patienceMs } = options;
  const [person, encounters] = await Promise.all([
    wantsPatient ? within(fhir.read(`Patient/${patient}`), patienceMs) : null,
    within(fhir.search('Encounter', { patient, _sort: '-date', _count: '20' }, { maxPages: 1 }), patienceMs),
  ]);
  return {
    patient: person ? one(person, 'Patient') : { ok: false, why: 'it was not asked for' },
    encounters: encountersOf(encounters, { ...options, patient }),
  };
}

/** Of one encounter; the reads run side by side, so that they cost one round trip. */
export async function readEncounter(
  { patient, encounter }: { patient: string; encounter: string },
  options: LiveOptions,
): Promise<Pick<Live, 'encounter' | 'events' | 'hazards'>> {
  const { fhir, patienceMs } = options;
  const [resource, events, hazards] = await Promise.all([
    within(fhir.read(`Encounter/${encounter}`), patienceMs),
    within(
      fhir.search(
        'AuditEvent',
        { entity: `Encounter/${encounter}`, _count: PAGE },
        { maxPages: EVENT_PAGES },
      ),
      patienceMs,
    ),
    within(fhir.search('DetectedIssue', { patient, _count: PAGE }, { maxPages: 1 }), patienceMs),
  ]);
  const id = options.ids.of(`Encounter/${encounter}`);
  return {
    encounter: encounterOf(resource, options.rows),
    events: eventsOf(events, { ...options, id }),
    hazards: hazardsOf(hazards, { ...options, id }),
  };
}

/** What is known of no encounter at all. */
export function notAsked(why: string): Pick<Live, 'encounter' | 'events' | 'hazards'> {
  return { encounter: { ok: false, why }, events: { ok: false, why }, hazards: { ok: false, why } };
}

/** An answer that does not come in time is one of its own. */
async function within(answer: Promise<FhirAnswer>, patienceMs = PATIENCE_MS): Promise<FhirAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<FhirAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: 'too-slow' }), patienceMs);
  });
  // An answer that trips whoever reads it is one that cannot be read: the page still comes.
  const read = answer.catch((): FhirAnswer => ({ ok: false, reason: 'not-fhir' }));
  return Promise.race([read, late]).finally(() => clearTimeout(timer));
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
  { rows, ids, patient }: LiveOptions & { patient: string },
): Asked<LiveEncounter[]> {
  if (!answer.ok) return failed(answer);
  const found = answer.resources.flatMap((resource) => {
    const own = refersTo(resource.subject, ids.of(`Patient/${patient}`), ids);
    return resource.resourceType === 'Encounter' && own ? (toEncounter(resource, rows) ?? []) : [];
  });
  // What was not filtered is one page of everybody's: that this patient is not on it says nothing.
  if (found.length === 0 && answer.ignoredParams.includes('patient'))
    return { ok: false, why: 'this EHR cannot search encounters by patient' };
  return { ok: true, value: found };
}

function refersTo(reference: unknown, id: string, ids: Ids): boolean {
  const written = (reference as { reference?: unknown } | null | undefined)?.reference;
  return typeof written === 'string' && ids.of(written) === id;
}

type OfEncounter = LiveOptions & {
  /** The encounter's, as the store keeps it. */
  id: string;
};

/** AuditEvents of the encounter: each once, its newest version; those that name another are dropped. */
function eventsOf(answer: FhirAnswer, { rows, id }: OfEncounter): Asked<LiveEvent[]> {
  if (!answer.ok) return failed(answer);
  // The server's self link says which parameters it used; one that was left out did not filter.
  if (answer.ignoredParams.includes('entity'))
    return { ok: false, why: 'this EHR cannot search its audit log by encounter' };
  if (!answer.complete || answer.resources.length > MOST_EVENTS)
    return { ok: false, why: 'there are more entries than can be read at once' };
  const current = new Map<string, LiveEvent>();
  for (const resource of answer.resources) {
    const row = read(rows, resource).find(({ table }) => table === 'audit_event');
    if (row?.values.encounter_ref !== id) continue;
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

/** R5 names the encounter; R4 has no place for it but among what is implicated, and many servers leave it out. */
function hazardsOf(answer: FhirAnswer, { id, ids }: OfEncounter): Asked<Hazards> {
  if (!answer.ok) return failed(answer);
  const issues = answer.resources.filter(({ resourceType }) => resourceType === 'DetectedIssue');
  const named = (issue: FhirResource) =>
    [issue.encounter, ...(Array.isArray(issue.implicated) ? issue.implicated : [])].filter((one) => {
      const reference = (one as { reference?: unknown } | null)?.reference;
      return typeof reference === 'string' && /(^|\/)Encounter\//.test(reference);
    });
  const own = issues.filter((issue) => named(issue).some((one) => refersTo(one, id, ids)));
  if (!answer.complete) return { ok: false, why: 'there are more entries than can be read at once' };
  if (own.length === 0 && answer.ignoredParams.includes('patient'))
    return { ok: false, why: 'this EHR cannot search hazards by patient' };
  const mitigated = own.filter(({ mitigation }) => Array.isArray(mitigation) && mitigation.length > 0).length;
  const elsewhere = answer.ignoredParams.includes('patient')
    ? 0
    : issues.filter((issue) => named(issue).length === 0).length;
  return { ok: true, value: { found: own.length, mitigated, elsewhere } };
}
