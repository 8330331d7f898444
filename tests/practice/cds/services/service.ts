import type { Uuids } from '../uuids.js';
import type { HookAnswer, HookRequest, ServiceEntry } from '../wire.js';

export interface PracticeService {
  /** One for each of its hooks, all of the same id. */
  entries: ServiceEntry[];
  answer(request: HookRequest, uuids: Uuids): HookAnswer;
}

/** The service cannot judge without it and has no other way to get it: 412, as CDS Hooks 2.0 has it ("HTTP Status Codes"). */
export class PrefetchMissing extends Error {
  constructor(readonly key: string) {
    super(`the prefetch "${key}" is needed`);
  }
}

/** `null` says that there is none; only a key that is not there leaves the question open. */
export function needed<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new PrefetchMissing(key);
  return value;
}

export const PATIENT = 'Patient/{{context.patientId}}';
export const ENCOUNTER = 'Encounter/{{context.encounterId}}';
export const MEDICATIONS = 'MedicationRequest?patient={{context.patientId}}';
