import type { Bundle, Coding, Encounter, Patient, Resource } from 'fhir/r4.js';

/** What goes over the wire, by the field tables of CDS Hooks 2.0 (https://cds-hooks.hl7.org/2.0/). */
export type Hook = 'patient-view' | 'order-select' | 'order-sign' | 'encounter-discharge';

/** One line of discovery; an id may stand there once for each of its hooks. */
export interface ServiceEntry {
  hook: Hook;
  id: string;
  title: string;
  description: string;
  prefetch?: Record<string, string>;
}

export interface HookContext {
  userId: string;
  patientId: string;
  encounterId?: string;
  /** order-select only: what was picked just now, as `Type/id` of a draft. */
  selections?: string[];
  draftOrders?: Bundle;
}

export interface HookRequest {
  hook: Hook;
  hookInstance: string;
  fhirServer?: string;
  fhirAuthorization?: FhirAuthorization;
  context: HookContext;
  prefetch?: { patient?: Patient | null; encounter?: Encounter | null; medications?: Bundle | null };
}

export interface FhirAuthorization {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
  subject: string;
  patient?: string;
}

export interface Card {
  uuid?: string;
  summary: string;
  detail?: string;
  indicator: 'info' | 'warning' | 'critical';
  source: { label: string; url?: string; topic?: Coding };
  suggestions?: Suggestion[];
  selectionBehavior?: 'at-most-one' | 'any';
  overrideReasons?: Coding[];
  links?: { label: string; url: string; type: 'absolute' | 'smart'; appContext?: string }[];
}

export interface Suggestion {
  label: string;
  uuid?: string;
  isRecommended?: boolean;
  actions?: Action[];
}

export interface Action {
  type: 'create' | 'update' | 'delete';
  description: string;
  resource?: Resource;
  /** What a `delete` is about. */
  resourceId?: string;
}

export interface HookAnswer {
  cards: Card[];
  systemActions?: Action[];
}

export interface FeedbackItem {
  card: string;
  outcome: 'accepted' | 'overridden';
  acceptedSuggestions?: { id: string }[];
  overrideReason?: { reason?: { code: string; system: string }; userComment?: string };
  outcomeTimestamp: string;
}
