import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer down to how it goes over the wire. */
export interface Sending {
  /** 0 where the caller sees none. */
  status: number;
  headers: Record<string, string>;
  /** The bytes that go out, whether or not they are all of what was promised. */
  body: Buffer;
  /** How it ends: `hang-up` closes the connection after these bytes, as if the process had died. */
  end: 'whole' | 'hang-up';
  /** Before anything, or after half of the bytes. */
  delay?: { ms: number; at: 'start' | 'middle' };
  /** In place of status and headers: bytes that are no whole head. */
  rawHead?: string;
}

export const JSON_TYPE = { 'content-type': 'application/json' };

/** In one piece, with its length. */
export function whole(body: Buffer, headers: Record<string, string> = JSON_TYPE): Sending {
  return {
    status: 200,
    headers: { ...headers, 'content-length': String(body.length) },
    body,
    end: 'whole',
  };
}

const PIECE = 64 * 1024;

/** A caller that went away in the middle is no fault of ours. */
export async function send(response: ServerResponse, sending: Sending): Promise<void> {
  const { status, headers, body, end, delay, rawHead } = sending;
  // Without it the headers in the book are all that goes out, but for those of the connection.
  response.sendDate = false;
  if (delay?.at === 'start') await pause(delay.ms, undefined, { ref: false });
  if (rawHead !== undefined) return hangUp(response, rawHead);
  if (status === 0) return void response.socket?.destroy();
  response.writeHead(status, headers);
  if (end === 'hang-up') return void response.write(body, () => response.socket?.destroy());
  await pipeline(Readable.from(pieces(body, delay)), response).catch(() => {});
}

function hangUp({ socket }: ServerResponse, text: string): void {
  socket?.write(text, () => socket.destroy());
}

async function* pieces(body: Buffer, delay: Sending['delay']): AsyncGenerator<Buffer> {
  const middle = delay?.at === 'middle' ? Math.ceil(body.length / 2) : 0;
  if (middle > 0) {
    yield body.subarray(0, middle);
    await pause(delay!.ms, undefined, { ref: false });
  }
  for (let at = middle; at < body.length; at += PIECE) yield body.subarray(at, at + PIECE);
}
