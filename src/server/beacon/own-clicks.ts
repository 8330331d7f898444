/** As many as there are launch tokens. */
const MOST = 10_000;

/** What our own pages cost: clicks and keyboard activations of each launch so far. */
export class OwnClicks {
  private readonly counts = new Map<string, number>();

  add(launch: string, clicks: number): void {
    const before = this.counts.get(launch) ?? 0;
    // To the end: the one that was quiet longest goes first.
    this.counts.delete(launch);
    this.counts.set(launch, before + clicks);
    for (const quietest of this.counts.keys()) {
      if (this.counts.size <= MOST) break;
      this.counts.delete(quietest);
    }
  }

  /** Null where nothing has come from its pages: they may run no scripts. */
  of(launch: string): number | null {
    return this.counts.get(launch) ?? null;
  }
}
