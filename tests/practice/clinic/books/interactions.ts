import { second } from '../site-time.js';
import { groupBy } from './credit.js';
import { type AuditFact, compareIds } from './facts.js';

/**
 * The first rows of the runs: one user's logged actions in one tool and patient with gaps of at most 2 s, whatever
 * lies between. Rows without a user are in no run.
 */
export function runStarts(rows: AuditFact[]): AuditFact[] {
  const starts: AuditFact[] = [];
  const known = rows.filter((row) => row.user !== '');
  for (const run of groupBy(known, (row) => JSON.stringify([row.user, row.tool, row.patient])).values()) {
    run.sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
    run.forEach((row, index) => {
      const previous = run[index - 1];
      if (!previous || row.at - previous.at > 2 * second) starts.push(row);
    });
  }
  return starts;
}
