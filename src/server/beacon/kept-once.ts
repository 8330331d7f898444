/** Far more than are sent again before they are answered. */
const MOST = 50_000;

/**
 * A page sends a batch again until it hears that it is on disk, and on its last breath twice: what is kept, or being
 * kept, is not written again.
 */
export class KeptOnce {
  private readonly kept = new Map<string, Promise<void>>();
  private readonly writing = new Set<Promise<void>>();

  /** On disk when it resolves: true where it was this call that wrote it. Rejects as `keep` does, and may then be tried again. */
  async keep(id: string, keep: () => Promise<void>): Promise<boolean> {
    const before = this.kept.get(id);
    if (before) {
      await before;
      return false;
    }
    const now = keep();
    this.kept.set(id, now);
    this.writing.add(now);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    try {
      await now;
      return true;
    } catch (error) {
      this.kept.delete(id);
      throw error;
    } finally {
      this.writing.delete(now);
    }
  }

  /** When nothing is being written any more. */
  async idle(): Promise<void> {
    while (this.writing.size > 0) await Promise.allSettled(this.writing);
  }
}
