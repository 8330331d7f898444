import type { StoredFigures } from '../figures/reader.js';
import type { Merged } from './merge.js';

/** Whose figures the person may see (measures: "Publishing figures about people"). */
export interface Sight {
  /** 'all': the encounter's; 'own': the person's own; 'none': not even those, since nobody says who the person is. */
  see: 'all' | 'own' | 'none';
  /** Clinicians who acted, were alerted or clicked. */
  clinicians: number;
}

/**
 * With one colleague besides the person the encounter's total would show that colleague's figures, whether or not the
 * person did anything: then own figures only.
 */
export function sightOf(
  me: string | null,
  { merged, stored }: { merged: Merged; stored: StoredFigures | null },
): Sight {
  const users = new Set(
    [...merged.work, ...(stored?.episodes ?? []), ...(stored?.telemetry ?? [])]
      .map(({ user_id }) => user_id)
      .filter((id) => id !== ''),
  );
  const others = [...users].filter((id) => id !== me).length;
  if (me === null)
    return { see: users.size >= 3 || users.size === 0 ? 'all' : 'none', clinicians: users.size };
  return { see: others === 1 ? 'own' : 'all', clinicians: users.size };
}

/** Keeps the rows that the person may see. */
export function visible<T extends { user_id: string }>(rows: T[], see: Sight['see'], me: string | null): T[] {
  if (see === 'all') return rows;
  return see === 'own' ? rows.filter(({ user_id }) => user_id === me) : [];
}
