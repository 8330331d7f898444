import type { StoredFigures } from '../figures/reader.js';
import type { Merged } from './merge.js';

/** Whose figures the person may see (measures: "Publishing figures about people"). */
export interface Sight {
  /** 'all': the encounter's; 'own': the person's own; 'none': not even those, since they cannot be told apart. */
  see: 'all' | 'own' | 'none';
  /** Clinicians who acted, were alerted or clicked. */
  clinicians: number;
  /** Why none are shown, with 'none'. */
  why: string | null;
}

const NOBODY = 'the EHR did not say who you are, and with so few people these would be a colleague’s figures';
const UNMATCHED =
  'the log names people in another way than the EHR named you, and with so few of them these would be a colleague’s figures';

/**
 * With one colleague besides the person the encounter's total would show that colleague's figures, whether or not the
 * person did anything: then own figures only. One person may be there under several ids (a role, a staff number) that
 * nothing ties together, so the fewest people that the ids can be are counted.
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
  const clinicians = users.size;
  const others = [...users].filter((id) => id !== me);
  if (others.length === 0) return { see: 'all', clinicians, why: null };
  const own = me === null ? null : formOf(me);
  const forms = new Map<string, number>();
  for (const form of others.map(formOf))
    forms.set(form, form.endsWith(ROLE) ? 1 : (forms.get(form) ?? 0) + 1);
  // Of another form than the person's own id, one of them may be the person.
  const fewest = Math.max(...[...forms].map(([form, n]) => (form === own ? n : n - 1)));
  if (fewest >= 2) return { see: 'all', clinicians, why: null };
  if (me === null) return { see: 'none', clinicians, why: NOBODY };
  if (users.has(me) || forms.has(own!)) return { see: 'own', clinicians, why: null };
  return { see: 'none', clinicians, why: UNMATCHED };
}

const ROLE = 'PractitionerRole/';

/** How an id names somebody: two ids of one form are two people, but for roles, of which one person has many. */
function formOf(id: string): string {
  // Anchored, so that a long id from outside costs no more than its length.
  const known = /^[^?]*\?identifier=[^|]*\|/.exec(id) ?? /^[^?]*\?[A-Za-z]+=/.exec(id);
  if (known) return known[0];
  const before = id.slice(0, id.lastIndexOf('/') + 1);
  return /(?:^|[/:])[A-Z][A-Za-z]+\/$/.test(before) ? before : '';
}

/** Keeps the rows that the person may see. */
export function visible<T extends { user_id: string }>(rows: T[], see: Sight['see'], me: string | null): T[] {
  if (see === 'all') return rows;
  return see === 'own' ? rows.filter(({ user_id }) => user_id === me) : [];
}
