export interface CacheTimes {
  freshMs: number;
  /** How much longer an old value may serve while no new one can be had. */
  staleMs: number;
  /** After a failure: how long until the next try, so that a server that is down does not slow every launch. */
  retryMs: number;
  now: () => number;
}

/** One value that expires, is fetched once for all who wait, and outlives a short outage of its source. */
export class Cached<T> {
  private value: { is: T; at: number } | undefined;
  private failedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<T> | undefined;

  constructor(
    private readonly load: () => Promise<T>,
    private readonly times: CacheTimes,
  ) {}

  async get(): Promise<T> {
    const { freshMs, staleMs, retryMs, now } = this.times;
    const kept = this.value;
    const age = kept ? now() - kept.at : Number.POSITIVE_INFINITY;
    if (kept && age < freshMs) return kept.is;
    const usable = kept !== undefined && age < freshMs + staleMs;
    if (usable && now() - this.failedAt < retryMs) return kept.is;
    this.loading ??= this.refresh();
    if (!usable) return this.loading;
    return this.loading.catch(() => kept.is);
  }

  private async refresh(): Promise<T> {
    try {
      const is = await this.load();
      this.value = { is, at: this.times.now() };
      return is;
    } catch (error) {
      this.failedAt = this.times.now();
      throw error;
    } finally {
      this.loading = undefined;
    }
  }
}
