import type { AuditFact } from '../facts.js';
import { insidePeriod } from '../window.js';
import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "SMART scopes granted to a tool − scopes its logged reads used", a number of scopes a tool (decision 109). Of
 * `patient/`, `user/` and `system/` scopes: one to read is used by a row of the tool with action R or E that names that
 * type, one that only writes by C, U or D. A tool without a row is in neither.
 */
export function unusedScopes(ledger: Ledger): Figures {
  const rows = ledger.books.audit.filter(({ at }) => insidePeriod(at, ledger.period));
  const figures: Figures = {};
  const all: { cluster: string; numerator: number; denominator: number }[] = [];
  for (const tool of new Set(ledger.books.grants.map((grant) => grant.tool))) {
    const own = rows.filter((row) => row.tool === tool);
    const scopes = new Set(
      ledger.books.grants.filter((grant) => grant.tool === tool).map(({ scope }) => scope),
    );
    if (own.length === 0) continue;
    const unused = [...scopes].filter((scope) => isUnused(scope, own)).length;
    const cell = { cluster: tool, numerator: unused, denominator: 1 };
    all.push(cell);
    Object.assign(figures, whole(`unused-scopes by tool=${tool}`, [cell]));
  }
  return { ...whole('unused-scopes', all), ...figures };
}

function isUnused(scope: string, rows: AuditFact[]): boolean {
  const parts = /^(?:patient|user|system)\/([A-Za-z]+|\*)\.([a-z]+|\*)(?:\?.*)?$/.exec(scope);
  if (!parts) return false;
  const [, type, permission] = parts as unknown as [string, string, string];
  const reads = ['read', '*'].includes(permission) || (permission !== 'write' && /[rs]/.test(permission));
  const actions = reads ? ['R', 'E'] : ['C', 'U', 'D'];
  return !rows.some(
    (row) => actions.includes(row.action) && (type === '*' ? row.entity !== '' : row.entity === type),
  );
}
