import type { AuditRow } from '../../audit-row.js';
import { toolOf } from '../../tools.js';
import { inPeriod } from '../../windows.js';
import type { By, Line } from '../line.js';
import type { Workload } from '../workload-world.js';

interface Scope {
  type: string;
  reads: boolean;
}

/** A resource scope (`patient/`, `user/`, `system/`); null for others. "Query parts are left out", but with one and without are
 * "two scopes, as granted; a use of either uses both". v1 says read, write or *, v2
 * letters of cruds. */
function scopeOf(text: string): Scope | null {
  const found = /^(?:patient|user|system)\/(\*|\w+)\.([\w*]+)(?:\?.*)?$/.exec(text);
  if (!found) return null;
  const [, type, verbs] = found;
  if (verbs === 'read' || verbs === 'write' || verbs === '*')
    return { type: type!, reads: verbs !== 'write' };
  return { type: type!, reads: /[rs]/.test(verbs!) };
}

interface Use {
  row: AuditRow;
  action: string;
}

/** "a scope to read or search is used when a row … with action R or E names an entity of that type, or any type for `*`; a scope
 * that only writes, when the action is C, U or D" */
function isUsed({ type, reads }: Scope, uses: Use[]): boolean {
  return uses.some(
    ({ row, action }) =>
      (reads ? ['R', 'E'] : ['C', 'U', 'D']).includes(action) &&
      row.entityTypes.some((entity) => type === '*' || entity === type),
  );
}

function measured(by: By, scopes: { used: boolean }[], tools: number): Line {
  const unused = scopes.filter(({ used }) => !used).length;
  const value = unused / tools;
  return {
    measure: 'unused-scopes',
    by,
    variant: null,
    numerator: unused,
    denominator: tools,
    value,
    k: 0,
    clinicians: 0,
    // "nothing is sampled, so it has no uncertainty"
    interval: [value, value],
    patients: null,
    encounters: null,
  };
}

/** By tool, and over all. "A tool without any such row is in neither". */
export function unusedScopes({ world, period, grants, actions }: Workload): Line[] {
  const uses = world.audit
    .filter((row) => inPeriod(row.recorded, period, world.site))
    .map((row) => ({ row, action: actions.get(row.hash) ?? '', tool: toolOf(row, world.tools) }))
    .filter(({ row, action }) => action !== '' && row.entityTypes.length > 0);
  const tools = [...new Set(grants.map(({ tool }) => tool))].sort().flatMap((tool) => {
    const own = uses.filter((use) => use.tool === tool);
    const names = new Set(grants.filter((grant) => grant.tool === tool).map(({ scope }) => scope));
    const scopes = [...names].flatMap((name) => scopeOf(name) ?? []);
    if (own.length === 0 || scopes.length === 0) return [];
    return [{ tool, scopes: scopes.map((scope) => ({ used: isUsed(scope, own) })) }];
  });
  if (tools.length === 0) return [];
  return [
    measured(
      {},
      tools.flatMap(({ scopes }) => scopes),
      tools.length,
    ),
    ...tools.map(({ tool, scopes }) => measured({ tool }, scopes, 1)),
  ];
}
