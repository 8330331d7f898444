import type { Query } from './query.js';

/** What is asked, and of what. The tables that the command makes for it are in docs/compare-without.md. */
export interface WithoutContext {
  query: Query;
  /** True for a tool, false for alert keys: logged actions, clicks and hazards belong to tools only. */
  isTool: boolean;
  /** What the store lacks (measures/missing.ts). */
  missing: ReadonlySet<string>;
  minClinicians: number;
}

const NO_AUDIT = 'No audit log was read.';

const NEEDED: Record<string, string> = {
  audit_event: NO_AUDIT,
  alert: 'No alerts were read.',
  ui_interval: 'No telemetry of clicks was read.',
  benefit: 'No hazards or other benefits of the period were read.',
};

/** Why a figure that needs this table cannot be told at all; null where it can. */
export function lacking(need: string, { isTool, missing }: WithoutContext): string | null {
  if (!isTool && need !== 'alert') {
    const what = need === 'benefit' ? 'Hazards' : need === 'ui_interval' ? 'Clicks' : 'Logged actions';
    return `${what} belong to tools, not to alerts: ask with --without TOOL.`;
  }
  return missing.has(need) ? (NEEDED[need] ?? NO_AUDIT) : null;
}
