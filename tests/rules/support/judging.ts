import type { MeasureCell, MeasureDefinition } from '../../../src/measures/measure.js';
import type { Finding } from '../../../src/result.js';
import { type JudgeOptions, judge } from '../../../src/rules/judge.js';
import type { Rule } from '../../../src/rules/rule-set.js';
import { around, evaluating, ruleOf, setOf } from './cells.js';
import { define } from './definitions.js';

/** One rule on one measure; what a case does not say is well. */
export interface Case {
  cells?: MeasureCell[] | string | Error;
  rule?: Partial<Rule>;
  measure?: Partial<MeasureDefinition>;
  options?: Partial<JudgeOptions>;
}

export const now = new Date('2026-06-15T12:00:00Z');

export async function findingsOf({
  cells = [around(0.3)],
  rule = {},
  measure = {},
  options = {},
}: Case): Promise<Finding[]> {
  const { evaluate } = evaluating(() => cells);
  const definitions = [define('m', { needs: ['audit_event'], by: ['tool'], ...measure })];
  const base = { evaluate, definitions, minClinicians: 5, unmappedShare: 0.1, now };
  return (await judge(setOf([ruleOf(rule)]), { ...base, ...options })).findings;
}

/** The statuses of all findings with their reasons; each must say why. */
export async function statusesOf(given: Case): Promise<string> {
  const findings = await findingsOf(given);
  for (const { why } of findings) if (why === '') throw new Error('A finding says no why');
  return findings.map(({ status, reason }) => (reason ? `${status} ${reason}` : status)).join(', ');
}

export const tool = (name: string) => ({ by: { tool: name } });
export const perTool = { by: 'tool' } as const;
export const small = { encounters: 10 };
