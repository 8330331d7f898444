import { type ServerResponse, STATUS_CODES } from 'node:http';
import { GATEWAY_PROBLEMS, type GatewayProblem } from './gateway-problem.js';
import { answerHeaders } from './pass-headers.js';
import type { UpstreamAnswer } from './upstream.js';

/** The service's answer as it came: status, headers and body. `body` is another only where a uuid of ours is in it. */
export function sendAnswer(res: ServerResponse, { status, headers, body }: UpstreamAnswer): void {
  const passed = answerHeaders(headers);
  // Ours says that the answer depends on the origin; the service's own word stands beside it.
  const vary = [res.getHeader('vary'), passed.vary].filter((one) => one !== undefined).join(', ');
  if (vary !== '') passed.vary = vary;
  res.writeHead(status, { ...passed, ...lengthOf(status, body, headers) });
  // As one text with its head it takes one write; each byte is one letter of latin1, and comes out as it went in.
  if (body.length < SMALL) res.end(body.toString('latin1'), 'latin1');
  else res.end(body);
}

const SMALL = 16 * 1024;

/** Of an answer without a body the length that the service gave stands (HEAD, 304); these two have none at all. */
function lengthOf(status: number, body: Buffer, headers: UpstreamAnswer['headers']): Record<string, string> {
  if (status === 204 || status === 304) return {};
  return body.length === 0 &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
    ? {}
    : { 'content-length': String(body.length) };
}

/** Half an answer must not look like a whole one; in HTTP/1.0 an ordinary end of the connection would. */
export function cutOff(res: ServerResponse): void {
  res.socket?.resetAndDestroy();
  res.destroy();
}

const OPEN_SECONDS = '5';

/** RFC 9457, with a stable code. Never 200, and never an empty list of cards: that would hide a check that failed. */
export function sendProblem(res: ServerResponse, { code, why }: GatewayProblem): void {
  if (res.headersSent) {
    cutOff(res);
    return;
  }
  const { status, detail } = GATEWAY_PROBLEMS[code];
  const body = JSON.stringify({ title: STATUS_CODES[status], status, detail, code, ...(why ? { why } : {}) });
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  if (code === 'cds-circuit-open') res.setHeader('Retry-After', OPEN_SECONDS);
  if (status === 405) res.setHeader('Allow', 'GET, HEAD, OPTIONS, POST');
  // The rest of a body that is refused is not waited for.
  if (status === 413 || !res.req.complete) res.setHeader('Connection', 'close');
  res.writeHead(status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(body);
}
