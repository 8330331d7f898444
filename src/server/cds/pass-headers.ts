import type { IncomingHttpHeaders } from 'node:http';
import type { Headers } from './upstream.js';

/** Of one connection, not of the message (RFC 9110, 7.6.1). */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What the service says of its own address would here be said of ours, and who may read an answer is said here. */
const ITS_OWN = new Set([
  'set-cookie',
  'strict-transport-security',
  'alt-svc',
  'clear-site-data',
  'content-security-policy',
]);

/** The headers of an answer that go on to the EHR. */
export function answerHeaders(headers: Headers): Record<string, string | string[]> {
  const named = headers.connection === undefined ? HOP : listed(headers.connection);
  const passed: Record<string, string | string[]> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || HOP.has(name) || ITS_OWN.has(name) || named.has(name)) continue;
    if (!name.startsWith('access-control-')) passed[name] = value;
  }
  return passed;
}

/** What a service may want to know of the request besides its body. Never cookies, the EHR's JWT, or addresses. */
const ASKED = [
  'content-type',
  'accept',
  'accept-language',
  'traceparent',
  'tracestate',
  'x-request-id',
  'x-correlation-id',
];

/** The headers of a call that go on to the service. */
export function callHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {
    // What is read here is passed on as it came: a compressed answer would have to be unpacked first.
    'accept-encoding': 'identity',
  };
  for (const name of ASKED) {
    const value = headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  return passed;
}

function listed(connection: string | string[]): Set<string> {
  const names = [connection].flat().flatMap((one) => one.split(','));
  return new Set(names.map((name) => name.trim().toLowerCase()));
}
