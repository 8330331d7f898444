const MINUTE = 60;

/** Which tokens were used already, each for as long as it would be good. Kept by the minute in which they expire. */
export class SeenTokens {
  private readonly minutes = new Map<number, Set<string>>();
  private forgottenTo = 0;

  /** False where this token was here before. Seconds since 1970. */
  isFirst(id: string, { expires, now }: { expires: number; now: number }): boolean {
    this.forget(Math.floor(now / MINUTE));
    // It may come again with another end.
    for (const seen of this.minutes.values()) if (seen.has(id)) return false;
    const minute = Math.ceil(expires / MINUTE);
    const seen = this.minutes.get(minute) ?? new Set();
    seen.add(id);
    this.minutes.set(minute, seen);
    return true;
  }

  private forget(minute: number): void {
    if (minute <= this.forgottenTo) return;
    this.forgottenTo = minute;
    for (const known of this.minutes.keys()) if (known < minute) this.minutes.delete(known);
  }
}
