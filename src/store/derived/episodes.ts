/** A firing of an alert; instants in microseconds. `no` follows the order of time. */
export interface Firing {
  no: number;
  /** Alert key, user and patient. */
  group: string;
  hookInstance: string;
  at: number;
  answeredAt: number | null;
}

const GAP = 10 * 60 * 1_000_000;

/**
 * Measures, "Alert episode": a firing continues the episode while it follows the previous by at most 10 minutes (or
 * shares its hook instance) and no earlier firing of the episode had been answered by then, its own instant included.
 * An episode is named by its first firing. Expects firings ordered by group and time.
 */
export function* episodesOf(firings: Iterable<Firing>): Generator<{ firing: number; episode: number }> {
  let previous: Firing | undefined;
  let episode = 0;
  let answered = Number.POSITIVE_INFINITY;
  for (const firing of firings) {
    const continues = previous?.group === firing.group && isNear(previous, firing) && answered > firing.at;
    if (!continues) {
      episode = firing.no;
      answered = Number.POSITIVE_INFINITY;
    }
    answered = Math.min(answered, firing.answeredAt ?? Number.POSITIVE_INFINITY);
    previous = firing;
    yield { firing: firing.no, episode };
  }
}

function isNear(previous: Firing, firing: Firing): boolean {
  return (
    firing.at - previous.at <= GAP ||
    (firing.hookInstance !== '' && firing.hookInstance === previous.hookInstance)
  );
}
