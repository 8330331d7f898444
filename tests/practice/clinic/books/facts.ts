import type { LinkFacts } from './link-facts.js';

/**
 * The clinic's own books: what really happened, written down while it happens. Ids are the true ones, after roles,
 * identifiers and links; how a fact looks on paper (R4 or R5, by role, by identifier …) is not known here.
 */
export type Server = 'main' | 'lab';
export type Kind = 'clinician' | 'patient' | 'related' | 'system' | 'unidentified';

export interface AuditFact {
  server: Server;
  id: string;
  at: number;
  /** Empty where nothing tells who it was. */
  user: string;
  kind: Kind;
  /** Empty where the row belongs to no listed tool. */
  tool: string;
  /** Empty where no activity fits. */
  activity: string;
  action: 'C' | 'R' | 'U' | 'D' | 'E';
  /** Type of what was handled besides patient and encounter; empty where there is nothing. */
  entity: string;
  breaksGlass: boolean;
  background: boolean;
  logout: boolean;
  patient: string;
  encounter: string;
  how: '' | 'element' | 'entity';
}

export interface Participant {
  user: string;
  role: string;
}

export interface EncounterFact {
  id: string;
  server: Server;
  patient: string;
  status: string;
  class: string;
  virtual: boolean;
  started: number | null;
  ended: number | null;
  participants: Participant[];
}

export interface AlertFact {
  id: string;
  at: number;
  seen: 'shown' | 'returned';
  user: string;
  /** Alerts of patients, relatives, devices, organizations and service accounts count nowhere. */
  counts: boolean;
  patient: string;
  encounter: string;
  key: string;
  hook: string;
  interruptive: 'true' | 'false' | 'unknown';
}

export interface AnswerFact {
  alert: string;
  at: number | null;
  response: 'accepted' | 'overridden';
}

export interface TelemetryFact {
  id: string;
  scope: 'whole-ehr' | 'tool';
  started: number;
  user: string;
  counts: boolean;
  patient: string;
  encounter: string;
  clicks: number;
  keyboard: number;
}

export interface AlertMap {
  key: string;
  tool?: string;
  purpose?: string;
  interruptive?: boolean;
  hardStop?: boolean;
  evidence?: { reviewed: string };
}

export interface Books extends LinkFacts {
  audit: AuditFact[];
  encounters: EncounterFact[];
  alerts: AlertFact[];
  answers: AnswerFact[];
  telemetry: TelemetryFact[];
  alertMap: AlertMap[];
  holidays: string[];
  /** Windows the site declares; the others follow from the rows. Both dates included. */
  declared: { fhir?: { from: string; to: string } };
  quarantined: number;
}

/** Ids are compared as UTF-8 bytes (measures.md, "Small print"); JavaScript would compare UTF-16 units. */
export function compareIds(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export const countingStatus = (status: string): boolean =>
  !['planned', 'cancelled', 'discontinued', 'entered-in-error'].includes(status);
