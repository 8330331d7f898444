import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../../store/engine.js';
import { isBlank, lines } from '../../input/lines.js';
import { openBytes } from '../../input/open.js';
import { type ActsBy, readJson } from './columns.js';

const MB = 1024 * 1024;

/** How much is looked at together, and how much at least is set aside for one bad line, in bytes. */
export const PIECE = { largest: 32 * MB, smallest: MB / 4 };
/** A file of which more is bad than this is none that DuckDB can read. */
const MOST_BAD = { bytes: 8 * MB, share: 0.1 };

/** What stands for a line that is read another way: it is a row like any, and odd (staging-sql.ts). */
const ASIDE = Buffer.from('{}');
const NEWLINE = Buffer.from('\n');

interface Options {
  file: string;
  folder: string;
  actsBy: ActsBy;
  piece?: typeof PIECE;
}

/**
 * A copy of an NDJSON file in which DuckDB can read every line: one bad line must not cost the speed of millions of good
 * ones. Pieces that DuckDB refuses are halved, down to some hundred lines, which are set aside. The copy has as many rows
 * as the file. Throws where too much is bad, and what reading or writing throws.
 */
export async function setAside(engine: Engine, options: Options): Promise<string> {
  const { file, folder, piece = PIECE } = options;
  const copy = join(folder, 'good.ndjson');
  const cleaner = new Cleaner(engine, { ...options, piece, copy });
  await writeFile(copy, '');
  let batch: Buffer[] = [];
  let size = 0;
  const flush = async () => {
    await cleaner.keep(batch);
    batch = [];
    size = 0;
  };
  for await (const { bytes, length } of lines(openBytes(file))) {
    batch.push(bytes ?? ASIDE);
    size += length;
    // The line after a long one would be held beside it.
    if (size >= piece.largest || length >= piece.largest / 4) await flush();
  }
  await flush();
  return copy;
}

class Cleaner {
  private seen = 0;
  private bad = 0;

  constructor(
    private readonly engine: Engine,
    private readonly options: Options & { copy: string; piece: typeof PIECE },
  ) {}

  async keep(batch: Buffer[]): Promise<void> {
    if (batch.length === 0) return;
    this.seen += sizeOf(batch);
    await this.keepPart(batch);
    if (this.bad > MOST_BAD.bytes && this.bad > MOST_BAD.share * this.seen)
      throw new Error('too much is bad');
  }

  private async keepPart(part: Buffer[]): Promise<void> {
    if (await this.isReadable(part)) return this.append(part);
    const size = sizeOf(part);
    if (part.length > 1 && size > this.options.piece.smallest) {
      const middle = part.length >> 1;
      await this.keepPart(part.slice(0, middle));
      return this.keepPart(part.slice(middle));
    }
    this.bad += size;
    // Blank lines are no rows, here as there.
    return this.append(part.map((line) => (isBlank(line) ? line : ASIDE)));
  }

  private async isReadable(part: Buffer[]): Promise<boolean> {
    const { folder, actsBy } = this.options;
    const path = join(folder, 'piece.ndjson');
    await writeFile(path, joined(part));
    try {
      // Every member has to be read for its hash.
      await this.engine.run(`SELECT bit_xor(hash(j)) FROM ${readJson(path, actsBy)} j`);
      return true;
    } catch {
      return false;
    }
  }

  private append(part: Buffer[]): Promise<void> {
    return appendFile(this.options.copy, joined(part));
  }
}

const sizeOf = (part: Buffer[]): number => part.reduce((sum, line) => sum + line.length + 1, 0);

const joined = (part: Buffer[]): Buffer => Buffer.concat(part.flatMap((line) => [line, NEWLINE]));
