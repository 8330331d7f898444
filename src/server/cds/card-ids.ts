import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { linesOf } from '../../store/journal/read.js';
import { keptKey } from '../kept-key.js';
import { cdsFolder } from './own-keys.js';
import { SeenCards } from './seen-cards.js';

/** A card as its service knows it. */
export interface Original {
  upstream: string;
  service: string;
  uuid: string;
}

/** Whose uuid it is: the service's own, one of ours for a card that has another there, or for a card that has none. */
export type Known = { ours: false } | { ours: true; original: Original | null };

/** Of the card whose service gave it no uuid. */
const NONE = 0;
const TAGS = 2 ** 30;
const MOST_REPEATED = 100_000;

/**
 * The uuids of cards. A service that repeats one, or gives none, makes its feedback worthless: then the EHR is given one
 * of ours, of version 8 (RFC 9562): 76 random bits, 30 bits that name the service's own uuid, 16 bits of a keyed hash that
 * tell it from others'. What it stands for so needs no memory of the card, however late its feedback comes; the few uuids
 * that services repeat are kept in `cds/repeated-cards.ndjson`.
 */
export class CardIds {
  private readonly seen = new SeenCards();
  private readonly byTag = new Map<number, Original>();
  private readonly tags = new Map<string, number>();
  private readonly key: string;
  private readonly file: string;
  private appending: Promise<void> | undefined;
  private unwritten: string[] = [];
  /** Whether the file is known to end with the end of a line. */
  private clean = false;

  /** Throws Fault where its key can be neither read nor made. */
  constructor(private readonly store: string) {
    const folder = cdsFolder(store);
    this.key = keptKey(join(folder, 'cards.key'), {
      make: () => randomBytes(32).toString('base64url'),
      doing: 'keeping the key of card uuids',
    });
    this.file = join(folder, 'repeated-cards.ndjson');
    this.read();
  }

  private read(): void {
    for (const line of linesOf(this.file)) {
      const { tag, upstream, service, uuid } = line as Original & { tag: number };
      if (typeof tag === 'number' && typeof uuid === 'string')
        this.remember(tag, { upstream, service, uuid });
    }
  }

  private remember(tag: number, original: Original): void {
    this.byTag.set(tag, original);
    this.tags.set(nameOf(original), tag);
  }

  /** A uuid was given to an EHR before this process began. */
  wasGiven(uuid: string): void {
    this.seen.add(uuid);
  }

  /** A uuid of ours for a card with this one (`''`: with none); undefined where the service's own will do. */
  instead(card: Original): string | undefined {
    if (card.uuid === '') return this.minted(NONE);
    const tag = this.tags.get(nameOf(card));
    if (tag !== undefined) return this.minted(tag);
    if (!this.seen.add(card.uuid)) return undefined;
    return this.minted(this.tagFor(card));
  }

  /** Beyond so many the feedback of further ones stays here, for memory must have an end. */
  private tagFor(original: Original): number {
    if (this.byTag.size >= MOST_REPEATED) return NONE;
    let tag: number;
    do tag = randomInt(1, TAGS);
    while (this.byTag.has(tag));
    this.remember(tag, original);
    this.unwritten.push(JSON.stringify({ tag, ...original }));
    this.appending ??= this.append().finally(() => {
      this.appending = undefined;
    });
    return tag;
  }

  /** An answer does not wait for it. What cannot be written is tried again with the next. */
  private async append(): Promise<void> {
    while (this.unwritten.length > 0) {
      const lines = this.unwritten;
      try {
        await mkdir(cdsFolder(this.store), { recursive: true, mode: 0o700 });
        // What a crash or a full disk left without its end must not take the next line with it.
        const text = `${this.clean ? '' : '\n'}${lines.join('\n')}\n`;
        this.clean = false;
        this.unwritten = [];
        await appendFile(this.file, text, { mode: 0o600 });
        this.clean = true;
      } catch {
        this.unwritten = [...lines, ...this.unwritten];
        return;
      }
    }
  }

  private minted(tag: number): string {
    const bytes = randomBytes(16);
    bytes[6] = 0x80 | (bytes[6]! & 0x0f);
    bytes[8] = 0x80 | (bytes[8]! & 0x3f);
    // 30 bits in bytes 10 to 13, 16 bits of the keyed hash in the last two.
    bytes.writeUInt32BE((((bytes[10]! & 0xc0) << 24) | tag) >>> 0, 10);
    bytes.writeUInt16BE(this.mark(bytes), 14);
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  private mark(bytes: Buffer): number {
    return createHmac('sha256', this.key).update(bytes.subarray(0, 14)).digest().readUInt16BE(0);
  }

  /** What a uuid that comes back with feedback stands for. */
  known(uuid: string): Known {
    if (!OURS.test(uuid)) return { ours: false };
    const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
    if (bytes.readUInt16BE(14) !== this.mark(bytes)) return { ours: false };
    const tag = bytes.readUInt32BE(10) & (TAGS - 1);
    return { ours: true, original: this.byTag.get(tag) ?? null };
  }

  /** Until what is to be remembered is written. */
  async close(): Promise<void> {
    await this.appending;
  }
}

const OURS = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

const nameOf = ({ upstream, service, uuid }: Original): string => JSON.stringify([upstream, service, uuid]);
