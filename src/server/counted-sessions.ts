import { type LaunchSession, MemoryStore, type StoredSession } from '../../smart-launch/index.js';

interface Limits {
  most: number;
  idleMs: number;
  now: () => number;
}

/** Launches in memory, and how many of them are open: the number only, for /metrics. */
export class CountedSessions extends MemoryStore {
  private readonly open = new Map<LaunchSession['id'], number>();

  constructor(private readonly limits: Limits) {
    super(limits);
  }

  override async put(id: string, stored: StoredSession): Promise<void> {
    await super.put(id, stored);
    this.open.delete(id);
    this.open.set(id, Math.min(stored.expiresAt, stored.seenAt + this.limits.idleMs));
    // As the store itself does: the one not written for longest goes first.
    for (const oldest of this.open.keys()) {
      if (this.open.size <= this.limits.most) break;
      this.open.delete(oldest);
    }
  }

  override async delete(id: string): Promise<void> {
    await super.delete(id);
    this.open.delete(id);
  }

  count(): number {
    const now = this.limits.now();
    for (const [id, until] of this.open) if (until <= now) this.open.delete(id);
    return this.open.size;
  }
}
