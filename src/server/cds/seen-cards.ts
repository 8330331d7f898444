const CARDS = 2 ** 20;

/**
 * Which card uuids were given lately: the last one to two million, by a hash of 64 bits. Of fixed size, so that memory
 * stays flat; two uuids with one hash would only cost a needless uuid of ours.
 */
export class SeenCards {
  private now: Fingerprints;
  private before: Fingerprints;

  constructor(private readonly cards = CARDS) {
    this.now = new Fingerprints(cards);
    this.before = new Fingerprints(cards);
  }

  /** Remembers it. True where it was there already. */
  add(uuid: string): boolean {
    const low = hashOf(uuid, 0x811c9dc5);
    const high = hashOf(uuid, 0x2545f491) || 1;
    if (this.before.has(low, high)) return true;
    if (!this.now.add(low, high)) return true;
    if (this.now.size >= this.cards) [this.before, this.now] = [this.now, new Fingerprints(this.cards)];
    return false;
  }
}

/** 32 bits of a text (FNV-1a, mixed at its end): a cryptographic hash would cost more than the rest of a look. */
function hashOf(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A set of pairs of 32 bits with open addressing, half full at most. The second of a pair is never 0. */
class Fingerprints {
  size = 0;
  private readonly places: Uint32Array;
  private readonly mask: number;

  constructor(cards: number) {
    this.mask = 2 ** Math.ceil(Math.log2(cards * 2)) - 1;
    this.places = new Uint32Array((this.mask + 1) * 2);
  }

  has(low: number, high: number): boolean {
    return this.places[this.find(low, high) * 2 + 1] !== 0;
  }

  /** False where it was there. */
  add(low: number, high: number): boolean {
    const place = this.find(low, high);
    if (this.places[place * 2 + 1] !== 0) return false;
    this.places[place * 2] = low;
    this.places[place * 2 + 1] = high;
    this.size += 1;
    return true;
  }

  /** Where it is, or would go. */
  private find(low: number, high: number): number {
    let place = low & this.mask;
    while (this.places[place * 2 + 1] !== 0) {
      if (this.places[place * 2] === low && this.places[place * 2 + 1] === high) return place;
      place = (place + 1) & this.mask;
    }
    return place;
  }
}
