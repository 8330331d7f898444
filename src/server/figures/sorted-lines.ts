import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { writeWhole } from '../../store/layout.js';

/** Lines between two entries of the index: what is read to find one. */
const STEP = 8;

interface Index {
  /** Ids of every STEP-th line, in the order of their UTF-8 bytes, and where those lines begin. */
  ids: string[];
  offsets: number[];
  end: number;
}

/**
 * A file of JSON lines, each beginning with `{"id":"…"`, sorted by the UTF-8 bytes of the id: found by a search in a
 * small index and one read. A page needs one line of millions, hundreds of times a second; asking a database for each cost
 * ten times as much as all the rest of the page.
 */
export class SortedLines {
  private constructor(
    private readonly file: FileHandle,
    private readonly index: Index,
    private readonly keys: Buffer[],
  ) {}

  /** Writes the index of a file that is there. */
  static async index(path: string): Promise<void> {
    const index: Index = { ids: [], offsets: [], end: 0 };
    let at = 0;
    let line = 0;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      rest = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
      let start = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
        if (line % STEP === 0) {
          index.ids.push(idOf(rest.toString('utf8', start, end)));
          index.offsets.push(at);
        }
        at += end + 1 - start;
        start = end + 1;
        line += 1;
      }
      rest = rest.subarray(start);
    }
    index.end = at;
    writeWhole(`${path}.index`, JSON.stringify(index));
  }

  static async open(path: string): Promise<SortedLines> {
    if (!existsSync(`${path}.index`)) await SortedLines.index(path);
    const index = JSON.parse(await readFile(`${path}.index`, 'utf8')) as Index;
    return new SortedLines(
      await open(path, 'r'),
      index,
      index.ids.map((id) => Buffer.from(id)),
    );
  }

  /** The line of an id, parsed; undefined where there is none. */
  async find<T>(id: string): Promise<T | undefined> {
    const at = this.lastNotAfter(Buffer.from(id));
    if (at < 0) return undefined;
    const from = this.index.offsets[at]!;
    const block = Buffer.allocUnsafe((this.index.offsets[at + 1] ?? this.index.end) - from);
    await this.file.read(block, 0, block.length, from);
    const begins = Buffer.from(`{"id":${JSON.stringify(id)},`);
    for (let start = 0; start < block.length; ) {
      const end = block.indexOf(10, start);
      // Cut short: what is not there cannot be the line.
      if (end < 0) return undefined;
      if (block.subarray(start, start + begins.length).equals(begins))
        return JSON.parse(block.toString('utf8', start, end)) as T;
      start = end + 1;
    }
    return undefined;
  }

  private lastNotAfter(id: Buffer): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Buffer.compare(this.keys[middle]!, id) <= 0) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

function idOf(line: string): string {
  return (JSON.parse(line) as { id: string }).id;
}
