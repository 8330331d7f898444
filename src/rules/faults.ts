import { closest } from 'fastest-levenshtein';

/** Every code a rules or waivers file can be refused or remarked on with. */
export const FAULT_CODES = [
  'unreadable',
  'too-large',
  'too-deep',
  'yaml-syntax',
  'yaml-version',
  'duplicate-key',
  'alias-bomb',
  'wrong-type',
  'unknown-key',
  'missing-key',
  'bad-value',
  'duplicate-id',
  'extends-unknown',
  'extends-cycle',
  'unknown-measure',
  'unknown-question',
  'unknown-dimension',
  'unknown-tool',
  'unknown-rule',
  'unknown-subject',
  'reserved-id',
  'not-judged',
  'no-threshold',
  'two-thresholds',
  'between-reversed',
  'impossible-threshold',
  'except-names-nothing',
  'except-changes-nothing',
  'citation-missing',
  'not-measurable-with-rules',
  // Notices: remarked on, not refused.
  'rule-off',
  'vacuous-threshold',
  'no-rules',
  'no-basis',
  'basis-not-reviewed',
  'burden-only',
  'no-rule-for-question',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export interface Position {
  line: number;
  col: number;
}

export interface Fault extends Position {
  code: FaultCode;
  file: string;
  message: string;
  /** The nearest valid name. */
  suggestion?: string;
}

/** `file:line:col: message`, so that editors and terminals jump to it. */
export function formatFault(fault: Fault): string {
  const hint = fault.suggestion === undefined ? '' : ` Did you mean "${fault.suggestion}"?`;
  return `${fault.file}:${fault.line}:${fault.col}: ${fault.message}${hint} [${fault.code}]`;
}

/** The `suggestion` part of a fault; nothing where there is no valid name at all. */
export function nearest(name: string, valid: readonly string[]): { suggestion?: string } {
  return valid.length === 0 ? {} : { suggestion: closest(name, valid) };
}

/** In the order a reader meets them: file by file as read, then down the page. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const files = [...new Set(faults.map((fault) => fault.file))];
  return faults.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.col - b.col,
  );
}
