import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface JournalCheck {
  /** Lines of calls, whosever. */
  lines: number;
  /** Calls that were answered and have no line. */
  lost: number;
}

/** Looks each answered call up in the journal of a gateway that has ended: `answered` are their hookInstances. */
export function journalCheck(store: string, answered: ReadonlySet<string>): JournalCheck {
  const folder = join(store, 'journal');
  const missing = new Set(answered);
  let lines = 0;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith('hook-')) continue;
    for (const text of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (text === '') continue;
      const line = JSON.parse(text) as { end: unknown; instance?: string };
      // The last of a segment says that it was closed in good order.
      if (line.end === true) continue;
      lines += 1;
      missing.delete(line.instance ?? '');
    }
  }
  return { lines, lost: missing.size };
}
