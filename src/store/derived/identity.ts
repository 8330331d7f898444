import { type Engine, quote } from '../engine.js';

/** Ids that may stand for others: by identifier, by role, or of a patient that was merged. */
const MAY_STAND = `(id LIKE '%?identifier=%' OR id LIKE '%PractitionerRole/%' OR id IN (SELECT id FROM linked_id))`;

/**
 * What ids stand for (measures, small print: roles, identifiers and links are replaced at query time in every
 * table). Call `resolve` with relations that hold ids; then join `id_map` (id → resolved; only ids that change).
 */
export class Identity {
  private readonly roles = new Map<string, string>();
  private readonly survivors = new Map<string, string>();
  private readonly known = new Map<string, string>();

  private constructor(private readonly engine: Engine) {}

  static async open(engine: Engine): Promise<Identity> {
    const identity = new Identity(engine);
    await engine.run('CREATE OR REPLACE TEMP TABLE id_map (id VARCHAR, resolved VARCHAR)');
    await identity.loadRoles();
    await identity.loadLinks();
    return identity;
  }

  /** True where no id has been replaced so far: joins with id_map can then be left out. */
  get isEmpty(): boolean {
    return this.known.size === 0 || [...this.known].every(([id, resolved]) => id === resolved);
  }

  /** Makes id_map cover these columns of a relation. */
  async resolve(relation: string, columns: string[]): Promise<void> {
    const union = columns
      .map((column) => `SELECT DISTINCT "${column}" AS id FROM ${relation}`)
      .join(' UNION ');
    const rows = await this.engine.json<{ id: string }>(
      `SELECT DISTINCT id FROM (${union}) WHERE ${MAY_STAND}`,
    );
    await this.cover(rows.map(({ id }) => id));
  }

  private async cover(ids: string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.known.has(id));
    const bearers = await this.bearersOf(fresh);
    const changed: [string, string][] = [];
    for (const id of fresh) {
      const resolved = this.follow(id, bearers);
      this.known.set(id, resolved);
      if (resolved !== id) changed.push([id, resolved]);
    }
    await this.store(changed);
  }

  private async store(changed: [string, string][]): Promise<void> {
    if (changed.length === 0) return;
    const appender = await this.engine.connection.createAppender('id_map', null, 'temp');
    for (const [id, resolved] of changed) {
      appender.appendVarchar(id);
      appender.appendVarchar(resolved);
      appender.endRow();
    }
    appender.closeSync();
  }

  /** The resources that bear the identifiers of these ids; a missing system matches any, on either side. */
  private async bearersOf(ids: string[]): Promise<Map<string, string[]>> {
    const wanted = new Set([...ids, ...this.roles.values()].filter((id) => id.includes('?identifier=')));
    if (wanted.size === 0) return new Map();
    await this.engine.run('CREATE OR REPLACE TEMP TABLE wanted_id (id VARCHAR)');
    const appender = await this.engine.connection.createAppender('wanted_id', null, 'temp');
    for (const id of wanted) {
      appender.appendVarchar(id);
      appender.endRow();
    }
    appender.closeSync();
    const rows = await this.engine.json<{ id: string; reference: string }>(`
      WITH parsed AS (
        SELECT id, split_part(id, '?identifier=', 1) AS kind, substr(id, strpos(id, '?identifier=') + 12) AS token
        FROM wanted_id),
      named AS (
        SELECT id, kind, CASE WHEN contains(token, '|') THEN split_part(token, '|', 1) ELSE '' END AS "system",
          CASE WHEN contains(token, '|') THEN substr(token, strpos(token, '|') + 1) ELSE token END AS "value"
        FROM parsed)
      SELECT DISTINCT n.id, i.reference FROM named n JOIN current_identity i ON i.kind = n.kind AND i."value" = n."value"
      WHERE i."system" = n."system" OR coalesce(i."system", '') = '' OR n."system" = ''`);
    const bearers = new Map<string, string[]>();
    for (const { id, reference } of rows) bearers.set(id, [...(bearers.get(id) ?? []), reference]);
    return bearers;
  }

  /** Identifier → resource → (role) practitioner → …; an identifier that two resources bear stays as written. */
  private follow(id: string, bearers: Map<string, string[]>, depth = 0): string {
    if (depth > 8) return id;
    const survivor = this.survivors.get(id);
    if (survivor !== undefined) return survivor;
    const practitioner = this.roles.get(id);
    if (practitioner !== undefined) return this.follow(practitioner, bearers, depth + 1);
    const [bearer, another] = bearers.get(id) ?? [];
    return bearer !== undefined && another === undefined ? this.follow(bearer, bearers, depth + 1) : id;
  }

  private async loadRoles(): Promise<void> {
    const rows = await this.engine.json<{ value: string; reference: string }>(
      `SELECT "value", min(reference) AS reference FROM current_identity WHERE kind = 'role' GROUP BY "value"`,
    );
    for (const { value, reference } of rows) this.roles.set(value, reference);
  }

  /** Patient.link: the patients of one group become the one that replaces; of several, or in a circle, the smallest. */
  private async loadLinks(): Promise<void> {
    const rows = await this.engine.json<{ value: string; reference: string }>(
      `SELECT "value", reference FROM current_identity WHERE kind = 'link' AND "value" <> reference`,
    );
    const bearers = await this.bearersOf(rows.flatMap(({ value, reference }) => [value, reference]));
    const node = (id: string) => this.follow(id, bearers);
    const groups = new Map<string, Set<string>>();
    const replaced = new Set<string>();
    for (const { value, reference } of rows) {
      const [from, to] = [node(value), node(reference)];
      if (from === to) continue;
      replaced.add(from);
      const merged = new Set([from, to, ...(groups.get(from) ?? []), ...(groups.get(to) ?? [])]);
      for (const member of merged) groups.set(member, merged);
    }
    for (const [id, members] of groups) {
      const remaining = [...members].filter((member) => !replaced.has(member));
      this.survivors.set(id, smallest(remaining.length > 0 ? remaining : [...members]));
    }
    for (const id of rows.flatMap(({ value, reference }) => [value, reference]))
      if (!this.survivors.has(id) && this.survivors.has(node(id)))
        this.survivors.set(id, this.survivors.get(node(id))!);
    const ids = [...this.survivors.keys()];
    const list = ids.length > 0 ? `SELECT unnest([${ids.map(quote).join(', ')}])` : "SELECT ''";
    await this.engine.run(`CREATE OR REPLACE TEMP TABLE linked_id AS SELECT id FROM (${list}) t(id)`);
  }
}

function smallest(ids: string[]): string {
  return ids.reduce((best, next) => (Buffer.compare(Buffer.from(next), Buffer.from(best)) < 0 ? next : best));
}
