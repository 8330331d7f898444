import type { AuditFact, EncounterFact, Kind, Server } from '../books/facts.js';
import type { Clinic } from '../clinic.js';
import { type Acting, acting, type Form } from '../paper/agents.js';
import { type AuditPaper, auditEvent } from '../paper/audit-event.js';
import { visitSystem } from '../paper/encounter.js';
import { mrnOf } from '../paper/people.js';
import { anyReference, type Json, serverOf } from '../paper/references.js';
import type { Clinician } from '../people/clinicians.js';
import { mrnSystem, type Patient } from '../people/patients.js';
import type { Random } from '../random.js';
import { minute } from '../site-time.js';
import { activityOf, type Task, type Touch, touches } from '../touches.js';

export interface Entry {
  at: number;
  who: Clinician | Acting;
  form?: Form;
  kind?: Kind;
  server?: Server;
  does: Task | Touch;
  patient?: Patient | null | undefined;
  /** A patient whom no resource identifies: how the row writes them, and what remains of it. */
  stranger?: { id: string; what: Json };
  encounter?: EncounterFact | string | undefined;
  how?: 'element' | 'entity' | 'unsaid' | undefined;
  alsoEncounter?: string;
  workstation?: string;
  shape?: 'R4' | 'R5';
  id?: string;
  /** The row's purpose is to break the glass. */
  breaksGlass?: boolean;
}

/** Writes one audit row and notes in the books what it truly was. */
export function log(clinic: Clinic, entry: Entry): AuditFact {
  const { fact, paper } = record(clinic, entry);
  clinic.books.audit.push(fact);
  clinic.file(fact.server, auditEvent(paper));
  return fact;
}

/** The row and its paper, filed nowhere yet. */
export function record(clinic: Clinic, entry: Entry): { fact: AuditFact; paper: AuditPaper } {
  const random = clinic.paper;
  const server = entry.server ?? 'main';
  const touch = typeof entry.does === 'string' ? random.pick<Touch>(touches[entry.does]) : entry.does;
  const who =
    'agents' in entry.who ? entry.who : acting(entry.who, entry.form ?? anyForm(entry.who, random), server);
  const encounter = typeof entry.encounter === 'object' ? entry.encounter.id : (entry.encounter ?? '');
  const how = encounter === '' ? 'unsaid' : (entry.how ?? anyHow(random));
  // R5 has no agent.name, so such a row can only be R4.
  const shape = who.agents.some((agent) => agent.name)
    ? 'R4'
    : (entry.shape ?? (random.chance(0.4) ? 'R5' : 'R4'));
  const id = entry.id ?? String(clinic.next(`AuditEvent of ${server}`));
  const paper: AuditPaper = {
    shape,
    server,
    id,
    at: entry.at,
    clock: random.weighted([
      [60, 'utc'],
      [20, 'site'],
      [10, 'elsewhere'],
      [10, 'padded'],
    ]),
    version: '1',
    lastUpdated: entry.at + random.int(1, 50) * minute,
    acting: who,
    workstation: entry.workstation ?? '',
    touch,
    patient: patientOf(entry, server, random),
    encounter: how === 'unsaid' ? undefined : { what: encounterWhat(clinic, encounter, server), how },
    alsoEncounter: entry.alsoEncounter ? { reference: entry.alsoEncounter } : undefined,
    entityNumber: random.int(1, 99_999),
    ...(entry.breaksGlass && { purpose: 'BTG' as const }),
  };
  const fact: AuditFact = {
    server,
    id,
    at: entry.at,
    user: who.user,
    kind: entry.kind ?? 'clinician',
    tool: touch.tool,
    activity: activityOf(touch),
    action: touch.action,
    entity: touch.entity ?? '',
    breaksGlass: entry.breaksGlass ?? touch.subtype === '110127',
    background: touch.background ?? false,
    logout: touch.logout ?? false,
    patient: entry.stranger?.id ?? entry.patient?.id ?? '',
    encounter: how === 'unsaid' ? '' : encounter,
    how: how === 'unsaid' ? '' : how,
  };
  return { fact, paper };
}

function patientOf(entry: Entry, server: Server, random: Random): AuditPaper['patient'] {
  const asElement = random.chance(0.7);
  if (entry.stranger) return { what: entry.stranger.what, asElement };
  return entry.patient ? { what: patientWhat(entry.patient, server, random), asElement } : undefined;
}

/** Forms by which everybody stays the same person; the others are for the hard cases. */
function anyForm(who: Clinician, random: Random): Form {
  const form = random.weighted<Form>([
    [70, 'reference'],
    [8, 'role'],
    [4, 'absolute'],
    [4, 'versioned'],
    [6, 'identifier'],
    [2, 'bare-identifier'],
    [2, 'machine-first'],
    [2, 'device-requests'],
    [1, 'machine-role-bystander'],
    [1, 'contained'],
  ]);
  return form === 'identifier' && who.identifiers[0]!.system === undefined ? 'other-system' : form;
}

function anyHow(random: Random): 'element' | 'entity' | 'unsaid' {
  return random.weighted([
    [35, 'element'],
    [25, 'entity'],
    [40, 'unsaid'],
  ]);
}

export function patientWhat(patient: Patient, server: Server, random: Random): Json {
  const former =
    patient.formerly.length > 0 && random.chance(0.5) ? random.pick(patient.formerly) : undefined;
  if (former !== undefined) return { reference: anyReference(`Patient/${former}`, server, random) };
  if (patient.server === 'main' && random.chance(0.03) && mrnOf(patient) !== 'M-SHARED') {
    const identifier = { system: mrnSystem, value: mrnOf(patient) };
    return random.chance(0.5) ? { identifier } : { type: 'Patient', identifier };
  }
  return { reference: anyReference(patient.id, server, random) };
}

export function encounterWhat(clinic: Clinic, id: string, server: Server): Json {
  const identified = /^Encounter\?identifier=(.*)\|(.*)$/.exec(id);
  if (identified) return { type: 'Encounter', identifier: { system: identified[1], value: identified[2] } };
  const number = clinic.visitNumbers.get(id);
  if (number && serverOf(id) === 'main' && clinic.paper.chance(0.05)) {
    return { type: 'Encounter', identifier: { system: visitSystem, value: number } };
  }
  return { reference: anyReference(id, server, clinic.paper) };
}
