import { type Agent, actingAgent, type Kind, kindOf, machineFacts, userId } from './agents.js';
import { contentHash } from './bytes.js';
import { type Micros, parseInstant } from './instants.js';
import type { Origin, ReadResource } from './read-files.js';
import {
  type Contained,
  canonical,
  idOf,
  type Place,
  qualify,
  type Reference,
  typeOf,
} from './references.js';
import type { Site } from './site.js';
import { type Versioned, versionOf } from './version.js';

export interface AuditRow extends Origin, Versioned {
  eventId: string;
  recorded: Micros;
  kind: Kind;
  user: string | null;
  types: string[];
  subtypes: string[];
  purposes: string[];
  observer: string | null;
  agents: string[];
  entityTypes: string[];
  patient: string | null;
  encounter: string | null;
  how: 'element' | 'entity' | null;
}

interface Coding {
  code?: string;
}

interface Concept {
  coding?: Coding[];
}

interface Entity {
  what?: Reference;
  role?: Coding & Concept;
}

interface AuditEvent {
  id?: string;
  recorded?: unknown;
  contained?: Contained[];
  extension?: { url: string; valueReference?: Reference }[];
  type?: Coding;
  subtype?: Coding[];
  category?: Concept[];
  code?: Concept;
  purposeOfEvent?: Concept[];
  authorization?: Concept[];
  patient?: Reference;
  encounter?: Reference;
  agent?: Agent[];
  entity?: Entity[];
  source?: { observer?: Reference; site?: string | Reference };
}

const ENCOUNTER_EXTENSION = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter';
const EARLIEST = parseInstant('1990-01-01T00:00:00Z')!;
const LATEST = parseInstant('2101-01-01T00:00:00Z')!;

function codes(concepts: (Concept | undefined)[] | undefined): string[] {
  return (concepts ?? []).flatMap((concept) => (concept?.coding ?? []).flatMap(({ code }) => code ?? []));
}

/** "first `entity.what` that is a Patient, else an entity of role 1 known by identifier"; R5: "`patient`, else as R4" */
function patientOf(event: AuditEvent, place: Place): string | null {
  if (event.patient) return idOf(event.patient, 'Patient', place);
  const entities = event.entity ?? [];
  const patient = entities.find(({ what }) => typeOf(what, place) === 'Patient');
  if (patient) return idOf(patient.what, 'Patient', place);
  const known = entities.find(
    ({ what, role }) =>
      [role?.code, ...codes([role])].includes('1') &&
      what?.identifier?.value &&
      !what.reference &&
      !what.type,
  );
  return idOf(known?.what, 'Patient', place);
}

/** R4: "cross-version extension (element), else first `entity.what` that is an Encounter (entity)"; R5: "`encounter`
 * (element), else as R4". "Only the first `entity.what` that is an Encounter is looked at". */
function encounterOf(event: AuditEvent, place: Place): Pick<AuditRow, 'encounter' | 'how'> {
  const extension = (event.extension ?? []).find(({ url }) => url === ENCOUNTER_EXTENSION);
  const element = idOf(event.encounter ?? extension?.valueReference, 'Encounter', place);
  if (element) return { encounter: element, how: 'element' };
  const entity = (event.entity ?? []).find(({ what }) => typeOf(what, place) === 'Encounter');
  const encounter = idOf(entity?.what, 'Encounter', place);
  return { encounter, how: encounter === null ? null : 'entity' };
}

function textOf(ref: Reference | undefined, place: Place): string | null {
  if (ref?.reference) return canonical(ref.reference, place.server, place.site);
  return ref?.identifier?.value ?? ref?.display ?? null;
}

/** "`source.observer` (reference, else identifier value, else display), else `source.site`" */
function observerOf(event: AuditEvent, place: Place): string | null {
  const site = event.source?.site;
  return textOf(event.source?.observer, place) ?? (typeof site === 'string' ? site : textOf(site, place));
}

/** An AuditEvent as a row; null when it has to be quarantined: `recorded` "missing, without offset, before 1990 or after
 * 2100". "A row without an id gets the hash of its source columns as id." */
export function auditRow({ resource, server, feed }: ReadResource, site: Site): AuditRow | null {
  const event = resource as AuditEvent;
  const recorded = parseInstant(event.recorded);
  if (recorded === null || recorded < EARLIEST || recorded >= LATEST) return null;
  const place: Place = { site, server, contained: event.contained ?? [] };
  const agents = event.agent ?? [];
  const acting = actingAgent(agents, place);
  return {
    server,
    feed,
    ...versionOf(resource),
    eventId: qualify(`AuditEvent/${event.id ?? contentHash(resource)}`, server, site),
    recorded,
    kind: kindOf(agents, acting, place),
    user: acting && userId(acting, place),
    types: [event.type?.code ?? [], codes(event.category)].flat(),
    subtypes: [(event.subtype ?? []).flatMap(({ code }) => code ?? []), codes([event.code])].flat(),
    purposes: [...codes(event.purposeOfEvent), ...codes(event.authorization)],
    observer: observerOf(event, place),
    agents: machineFacts(agents, place),
    entityTypes: (event.entity ?? []).flatMap(({ what }) => typeOf(what, place) ?? []),
    patient: patientOf(event, place),
    ...encounterOf(event, place),
  };
}
