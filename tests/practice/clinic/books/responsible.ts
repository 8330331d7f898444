import { groupBy } from './credit.js';
import { type AuditFact, compareIds } from './facts.js';
import type { Place } from './places.js';

/** First listed ATND, else PPRF, else first practitioner listed, else most rows (ties: smallest id). */
export function responsibleFor(place: Place, rows: AuditFact[]): string {
  const practitioners = place.participants.filter(({ user }) => isPractitioner(user));
  const listed =
    practitioners.find(({ role }) => role === 'ATND') ??
    practitioners.find(({ role }) => role === 'PPRF') ??
    practitioners[0];
  if (listed) return listed.user;
  const counts = [
    ...groupBy(
      rows.filter((row) => isPractitioner(row.user)),
      (row) => row.user,
    ),
  ];
  counts.sort((a, b) => b[1].length - a[1].length || compareIds(a[0], b[0]));
  return counts[0]?.[0] ?? '';
}

function isPractitioner(user: string): boolean {
  return /^(lab:)?Practitioner(Role)?[/?]/.test(user);
}
