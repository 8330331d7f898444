import type { FeedTables } from './feed-tables.js';

/** SMART's resource scopes, v1 (`read`, `write`, `*`) and v2 (`cruds`), with or without a query. */
const RESOURCE_SCOPE = '^(patient|user|system)/([A-Za-z]+|\\*)\\.(read|write|\\*|[cruds]+)(\\?.*)?$';

/**
 * Table `tool_scope`: each resource scope granted to a tool that was at work in the period, and whether its rows used it:
 * a scope that reads by a row with action R or E, one that only writes by C, U or D (docs/decisions.md, 109).
 */
export async function createScopes({ engine, inPeriod }: FeedTables): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE tool_scope AS
    WITH granted AS (
      SELECT DISTINCT tool, scope, regexp_extract(scope, '${RESOURCE_SCOPE}', 2) AS resource,
        regexp_matches(regexp_extract(scope, '${RESOURCE_SCOPE}', 3), '^(read|\\*|[cud]*[rs][cruds]*)$') AS reads
      FROM current_scope_grant WHERE regexp_matches(scope, '${RESOURCE_SCOPE}')),
    done AS (SELECT DISTINCT tool, entity_type, action IN ('R', 'E') AS reads
      FROM tool_use WHERE action IN ('R', 'E', 'C', 'U', 'D') AND ${inPeriod('site_day')})
    SELECT g.tool, g.scope, EXISTS (FROM done d WHERE d.tool = g.tool AND d.reads = g.reads
        AND (g.resource = '*' OR d.entity_type = g.resource)) AS used
    FROM granted g WHERE g.tool IN (SELECT tool FROM done)`);
}
