import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { GatewayProblem } from './gateway-problem.js';

/** The whole body of a request. Throws GatewayProblem where it is larger than `most`, or whoever sends it goes away. */
export function bodyOf(req: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => reject(new GatewayProblem('cds-too-large'));
    if (req.destroyed) return reject(new GatewayProblem('cds-bad-request', 'cut-short'));
    if (Number(req.headers['content-length'] ?? 0) > most) return refuse();
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // What follows is read and thrown away until the refusal has been read.
      if (size > most) refuse();
      else chunks.push(chunk);
    });
    req.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    req.once('error', () => reject(new GatewayProblem('cds-bad-request', 'cut-short')));
    req.once('aborted', () => reject(new GatewayProblem('cds-bad-request', 'cut-short')));
  });
}

const UNPACK = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) };

/**
 * Unpacks a body as its Content-Encoding says. Undefined where it cannot be, or would be larger than `most`. At once where
 * nothing is packed, as nearly always.
 */
export function unpacked(
  body: Buffer,
  encoding: string | string[] | undefined,
  most: number,
): Buffer | undefined | Promise<Buffer | undefined> {
  if (encoding === undefined) return body;
  const name = String(encoding).toLowerCase();
  if (name === 'identity' || name === '') return body;
  const unpack = UNPACK[name as keyof typeof UNPACK];
  return unpack?.(body, { maxOutputLength: most }).catch(() => undefined);
}

/** The text of a body; undefined where it is no UTF-8. A byte order mark stays, for it is passed on. */
export function textOf(body: Buffer): string | undefined {
  try {
    return UTF8.decode(body);
  } catch {
    return undefined;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON object that a text holds; undefined where it holds none. Throws RangeError where it is nested too deeply to be read. */
export function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The object in the body of a request, and the text that it was read from. Throws GatewayProblem where there is none. */
export async function requestIn(
  req: IncomingMessage,
  sent: Buffer,
  most: number,
): Promise<{ body: Buffer; text: string; object: Record<string, unknown> }> {
  const body = await unpacked(sent, req.headers['content-encoding'], most);
  const text = body && textOf(body);
  try {
    const object = text === undefined ? undefined : objectIn(text);
    if (body && text !== undefined && object) return { body, text, object };
  } catch {
    // Nested too deeply.
  }
  throw new GatewayProblem('cds-bad-request');
}
