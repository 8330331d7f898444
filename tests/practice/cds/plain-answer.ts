import { SERVICES } from './services/index.js';
import { PrefetchMissing } from './services/service.js';
import type { Uuids } from './uuids.js';
import type { HookRequest } from './wire.js';

/** An answer before it is sent: no header comes from Express, so that the book has all that the service chose. */
export interface Plain {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export function plain(status: number, json: object): Plain {
  const body = Buffer.from(JSON.stringify(json));
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(body.length) },
    body,
  };
}

export function refusal(status: number, error: string): Plain {
  const { headers, ...rest } = plain(status, { error });
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer error="invalid_token"' } : {};
  return { ...rest, headers: { ...headers, ...challenge } };
}

/** What a service says to a hook call. */
export function hookAnswer(asked: { service: string; body: string; uuids: Uuids }): Plain {
  const service = SERVICES.get(asked.service);
  if (!service) return refusal(404, `no service "${asked.service}"`);
  const request = read<HookRequest>(asked.body);
  if (!request?.hookInstance || !request.context?.patientId || !request.context.userId)
    return refusal(400, 'this is no request of CDS Hooks');
  if (!service.entries.some(({ hook }) => hook === request.hook))
    return refusal(400, `"${asked.service}" is not for the hook "${request.hook}"`);
  try {
    return plain(200, service.answer(request, asked.uuids));
  } catch (error) {
    if (error instanceof PrefetchMissing) return refusal(412, error.message);
    throw error;
  }
}

/** Feedback is taken in whole or not at all. */
export function feedbackAnswer(service: string, body: string): Plain {
  if (!SERVICES.has(service)) return refusal(404, `no service "${service}"`);
  const items = read<{ feedback: { card?: unknown; outcome?: unknown }[] }>(body)?.feedback;
  const sound =
    Array.isArray(items) &&
    items.every(
      ({ card, outcome }) => typeof card === 'string' && (outcome === 'accepted' || outcome === 'overridden'),
    );
  return sound ? plain(200, {}) : refusal(400, 'this is no feedback of CDS Hooks');
}

function read<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
