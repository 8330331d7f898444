import type { Request } from 'express';
import { launchCookie } from './cookies.js';
import { fingerprint, ID, sameFingerprint } from './secrets.js';
import type { LaunchSession, SessionStore, StoredSession } from './session-store.js';
import type { Setup } from './setup.js';

/** Writing "seen just now" at every request would cost a store more than it tells. */
const SEEN_EVERY_MS = 60_000;

/** Launches that are open. One is found only by both its id and its own cookie. */
export class Sessions {
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    readonly store: SessionStore,
    private readonly setup: Setup,
  ) {}

  async find(req: Request, id: string): Promise<LaunchSession | undefined> {
    if (!ID.test(id)) return undefined;
    const cookie = launchCookie(req, id);
    const stored = cookie ? await this.stored(id) : undefined;
    if (!cookie || !stored || !sameFingerprint(fingerprint(cookie), stored.cookie)) return undefined;
    await this.seen(stored);
    return structuredClone(stored.session);
  }

  /** Undefined once it has been idle, or open, for too long. */
  async stored(id: string): Promise<StoredSession | undefined> {
    const stored = await this.store.get(id);
    if (!stored) return undefined;
    const now = this.setup.now();
    if (now < stored.expiresAt && now < stored.seenAt + this.setup.limits.idleMs) return stored;
    await this.end(id);
    return undefined;
  }

  async open(stored: StoredSession): Promise<void> {
    await this.store.put(stored.session.id, stored);
  }

  async end(id: string): Promise<void> {
    await this.inTurn(id, () => this.store.delete(id));
  }

  /** Reads and writes one session in turn, so that no change is lost to another, and an ended one does not come back. */
  async change(id: string, how: (stored: StoredSession) => StoredSession): Promise<void> {
    await this.inTurn(id, async () => {
      const stored = await this.store.get(id);
      if (stored) await this.store.put(id, how(stored));
    });
  }

  private async seen(stored: StoredSession): Promise<void> {
    const seenAt = this.setup.now();
    if (seenAt - stored.seenAt < Math.min(SEEN_EVERY_MS, this.setup.limits.idleMs / 2)) return;
    await this.change(stored.session.id, (current) => ({ ...current, seenAt }));
  }

  private async inTurn<T>(id: string, act: () => Promise<T>): Promise<T> {
    const before = this.queues.get(id) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.queues.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.queues.get(id) === mine) this.queues.delete(id);
    }
  }
}
