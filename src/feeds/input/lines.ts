import type { Bytes } from './open.js';

/** The longest line that is read; longer ones are quarantined without being held in memory. */
export const LONGEST_LINE = 16 * 1024 * 1024;

const NEWLINE = 0x0a;

export interface Line {
  number: number;
  /** Without its newline; null where the line is longer than LONGEST_LINE. */
  bytes: Buffer | null;
  /** Its length in bytes. */
  length: number;
}

/**
 * The lines of a stream. Blank lines come too: they have a number. Throws what the stream throws, after the last whole
 * line and with the number of the `line` that it broke off in.
 */
export async function* lines(stream: Bytes): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const take = (): Line => {
    const bytes = length > LONGEST_LINE ? null : parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const line = { number, bytes, length };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };
  const hold = (piece: Buffer) => {
    length += piece.length;
    if (length > LONGEST_LINE) parts = [];
    else parts.push(piece);
  };
  try {
    for await (const data of stream) {
      let start = 0;
      for (let end = data.indexOf(NEWLINE); end !== -1; end = data.indexOf(NEWLINE, start)) {
        hold(data.subarray(start, end));
        start = end + 1;
        yield take();
      }
      if (start < data.length) hold(data.subarray(start));
    }
  } catch (error) {
    throw Object.assign(error as Error, { line: number });
  }
  if (length > 0) yield take();
}

/** Nothing but white space. */
export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A line as text, without a byte order mark; undefined where it is not UTF-8. */
export function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
