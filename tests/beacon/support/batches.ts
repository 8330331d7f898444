import type { Batch } from '../../../src/server/beacon/batch.js';

export const PAGE = '0b2f6e0c-8f1d-4c53-9a52-3f6f0d9b7a10';

/** What a page might send. */
export const batch = (change: Record<string, unknown> = {}): Batch & Record<string, unknown> => ({
  site: 'portal',
  page: PAGE,
  seq: 0,
  began: 15_000.25,
  ended: 20,
  clicks: 3,
  keyboard_activations: 1,
  keystrokes: 12,
  navigations: 1,
  active_seconds: 9.5,
  ...change,
});

export interface Posted {
  origin?: string | null;
  type?: string;
  headers?: Record<string, string>;
}

/** A batch as a browser would send it. */
export async function post(url: string, body: unknown, options: Posted = {}) {
  const { origin = 'https://portal.example.org', type = 'text/plain;charset=UTF-8', headers = {} } = options;
  const response = await fetch(`${url}/beacon`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': type, ...(origin === null ? {} : { origin }), ...headers },
  });
  const text = await response.text();
  const code = text === '' ? undefined : (JSON.parse(text) as { code: string }).code;
  return { status: response.status, headers: response.headers, code };
}
