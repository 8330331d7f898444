import { randomUUID } from 'node:crypto';
import type { Hook, HookAnswer, HookRequest } from '../../practice/cds/index.js';
import { draftOrder, type Medication } from '../../practice/ehr/hooks/orders.js';

const CONTEXT = { userId: 'Practitioner/3', patientId: '62', encounterId: '667' };

export const PATIENT = { resourceType: 'Patient' as const, id: '62', birthDate: '1950-06-15' };

export const ENCOUNTER = {
  resourceType: 'Encounter' as const,
  id: '667',
  status: 'finished' as const,
  class: { code: 'AMB' },
  period: { start: '2026-03-17T10:00:00Z' },
};

export function hookRequest(hook: Hook, change: Partial<HookRequest> = {}): HookRequest {
  return { hook, hookInstance: randomUUID(), context: CONTEXT, ...change };
}

export const chartOpened = (change: Partial<HookRequest> = {}): HookRequest =>
  hookRequest('patient-view', { prefetch: { patient: PATIENT, encounter: ENCOUNTER }, ...change });

/** An order form with these drugs, the last of them picked just now. */
export function ordering(hook: 'order-select' | 'order-sign', names: Medication[]): HookRequest {
  const about = { patient: '62', encounter: '667', user: 'Practitioner/3' };
  const drafts = names.map((name, at) => draftOrder(name, { ...about, id: `d${at}` }));
  return hookRequest(hook, {
    context: {
      ...CONTEXT,
      ...(hook === 'order-select' && { selections: [`MedicationRequest/d${names.length - 1}`] }),
      draftOrders: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: drafts.map((resource) => ({ resource })),
      },
    },
    prefetch: { medications: null },
  });
}

export interface Got {
  status: number;
  headers: Headers;
  bytes: Buffer;
  answer: HookAnswer;
}

export async function ask(
  base: string,
  path: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Got> {
  const response = await fetch(`${base}/cds-services/${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    get answer() {
      return JSON.parse(bytes.toString()) as HookAnswer;
    },
  };
}
