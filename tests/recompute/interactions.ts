import { compareBytes } from './bytes.js';
import { groupBy } from './group.js';
import { type Micros, SECOND } from './instants.js';

export interface Action {
  eventId: string;
  recorded: Micros;
  user: string | null;
  tool: string | null;
  patient: string | null;
}

/** The first row of each run: "a run of one user's logged actions in one tool and patient with gaps of at most 2 s each,
 * counted once, where its first row is"; "whatever lies between; of rows at one instant the smallest event id is
 * first". A row without a user is in no run. */
export function firstOfRuns<T extends Action>(rows: T[]): Set<T> {
  const first = new Set<T>();
  for (const group of groupBy(rows, keyOf).values()) {
    if (group[0]!.user === null) continue;
    const ordered = [...group].sort((a, b) =>
      a.recorded === b.recorded ? compareBytes(a.eventId, b.eventId) : a.recorded < b.recorded ? -1 : 1,
    );
    ordered.forEach((row, i) => {
      const previous = ordered[i - 1];
      if (!previous || row.recorded - previous.recorded > 2n * SECOND) first.add(row);
    });
  }
  return first;
}

function keyOf({ user, tool, patient }: Action): string {
  return JSON.stringify([user, tool, patient]);
}
