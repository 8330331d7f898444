import type { Hook, HookContext } from '../../cds/wire.js';
import { idOf } from '../oauth/launches.js';
import { draftOrder, type Medication } from './orders.js';

export interface FireOptions {
  /** Ids or references: `42` and `Patient/42` are the same. */
  patient: string;
  encounter?: string | undefined;
  user: string;
  /** What is on the order form, in the order of picking. */
  orders?: Medication[];
  /** What was picked just now: those of `orders` from here on (default: the last). */
  pickedFrom?: number;
  /** The same for all that is picked in one go of ordering (default: a new one). */
  hookInstance?: string;
}

/** Each hook's context has the fields of its own table in the specification, and no others. */
export function contextOf(hook: Hook, options: FireOptions): HookContext {
  const { orders = [], pickedFrom = orders.length - 1 } = options;
  const user = options.user.includes('/') ? options.user : `Practitioner/${options.user}`;
  const patient = idOf(options.patient);
  const encounter = options.encounter && idOf(options.encounter);
  const context = { userId: user, patientId: patient, ...(encounter && { encounterId: encounter }) };
  if (hook === 'patient-view') return context;
  if (hook === 'encounter-discharge') {
    if (!encounter) throw new Error('encounter-discharge needs an encounter');
    return context;
  }
  const orderer = { patient, user, ...(encounter && { encounter }) };
  const drafts = orders.map((name, at) => draftOrder(name, { ...orderer, id: `draft-${at + 1}` }));
  const picked = drafts.slice(Math.max(0, pickedFrom)).map(({ id }) => `MedicationRequest/${id}`);
  return {
    ...context,
    ...(hook === 'order-select' && { selections: picked }),
    draftOrders: {
      resourceType: 'Bundle',
      type: 'collection',
      entry: drafts.map((resource) => ({ resource })),
    },
  };
}
