import { bytesOf, type Ways } from './fault.js';
import { JSON_TYPE, type Sending, whole } from './sending.js';

const HTML = { 'content-type': 'text/html; charset=iso-8859-1', 'x-vendor': 'kept?' };

/** Answers that are no cards, each of which a caller must see as it is. */
export const otherStatus: Ways = {
  '412': () => status(412, { error: 'the prefetch "patient" is needed' }),
  '500': () => ({ ...whole(Buffer.from('<h1>Erreur \u00e0 3 h</h1>', 'latin1'), HTML), status: 500 }),
  '503': () => ({ ...whole(Buffer.from('Down for repair'), { 'content-type': 'text/plain' }), status: 503 }),
  '429': () => status(429, { error: 'too many' }, { 'retry-after': '7' }),
  '401': () => status(401, { error: 'who?' }, { 'www-authenticate': 'Bearer error="invalid_token"' }),
  '302': ({ elsewhere }) => ({ ...whole(Buffer.alloc(0), { location: elsewhere }), status: 302 }),
  '204': () => ({ status: 204, headers: {}, body: Buffer.alloc(0), end: 'whole' }),
  /** Cards, under a status that says that there are none. */
  '500-with-cards': ({ json }) => ({ ...whole(bytesOf(json)), status: 500 }),
};

function status(code: number, json: object, headers: Record<string, string> = {}): Sending {
  return { ...whole(bytesOf(json), { ...JSON_TYPE, ...headers }), status: code };
}
