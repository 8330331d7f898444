import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

export type Bytes = AsyncIterable<Buffer>;

/** What is unpacked at once: a gzip of zeros grows a thousandfold. */
const PACKED = 16 * 1024;

/** Whether a file is gzip: by its first bytes, not by its name. */
export function isGzip(path: string): boolean {
  const head = Buffer.alloc(2);
  const file = openSync(path, 'r');
  try {
    return readSync(file, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    closeSync(file);
  }
}

/** The file's bytes, unpacked. A gzip cut short gives all that is in it, then fails; a damaged one up to 64 KiB less. */
export function openBytes(path: string): Readable {
  if (!isGzip(path)) return createReadStream(path, { highWaterMark: 1 << 20 });
  // One piece at a time: a stream that fails drops what it still holds.
  return Readable.from(unpack(path), { highWaterMark: 1 });
}

async function* unpack(path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 1 << 16 });
  const ready: Buffer[] = [];
  let fault: Error | undefined;
  // Of a write that fails the callback is never called.
  let written = () => {};
  gunzip.on('data', (piece: Buffer) => ready.push(piece));
  gunzip.on('error', (error) => {
    fault = error;
    written();
  });
  try {
    for await (const packed of createReadStream(path, { highWaterMark: PACKED })) {
      await new Promise<void>((done) => {
        written = done;
        gunzip.write(packed, () => done());
      });
      yield* ready.splice(0);
      if (fault) throw fault;
    }
    gunzip.end();
    await finished(gunzip).catch(() => {});
    yield* ready.splice(0);
    if (fault) throw fault;
  } finally {
    gunzip.destroy();
  }
}

/** The first bytes of a file, unpacked; fewer where it is shorter. */
export async function head(path: string, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = openBytes(path);
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= bytes) break;
    }
  } catch (error) {
    if (length === 0) throw error;
  } finally {
    stream.destroy();
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

/** A damaged or truncated gzip, as zlib says it. */
export function isGzipError(error: unknown): boolean {
  return /^Z_/.test(String((error as NodeJS.ErrnoException).code));
}
