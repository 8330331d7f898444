import type { AuditResult, Finding, Threshold } from '../../result.js';
import { textOf } from './concept.js';
import { systems, uriPart } from './systems.js';
import { uuidOf } from './uuid.js';

/** A rule with all that was found by it. */
export interface RuleFindings {
  rule: string;
  findings: [Finding, ...Finding[]];
}

/** In the order of the result. */
export function byRule({ findings }: AuditResult): RuleFindings[] {
  const rules = new Map<string, RuleFindings>();
  for (const finding of findings) {
    const known = rules.get(finding.rule);
    if (known) known.findings.push(finding);
    else rules.set(finding.rule, { rule: finding.rule, findings: [finding] });
  }
  return [...rules.values()];
}

export const ruleUrl = (rule: string): string => `${systems.rule}:${uriPart(rule)}`;

/** A verdict hangs on the rules file and on how this version measures: both are in it. */
export function ruleVersion({ generator, inputs }: AuditResult): string {
  const rules = (inputs.rules ?? '').slice(0, 12);
  return textOf(`${generator.version}-${rules}`.replace(/[|\s]+/g, '-')) ?? '0';
}

/** The same data, rules and period are the same audit, whenever it is run. */
export const auditId = ({ generator, inputs, period }: AuditResult): string =>
  uuidOf(JSON.stringify(['audit', generator.version, Object.entries(inputs).sort(), period.from, period.to]));

/** Which way is better, where all thresholds of a rule say the same; within two limits neither is. */
export function improvement({ findings }: RuleFindings): 'increase' | 'decrease' | undefined {
  const ways = new Set(findings.map(({ threshold }) => wayOf(threshold)));
  return ways.size === 1 ? [...ways][0] : undefined;
}

const wayOf = (threshold: Threshold): 'increase' | 'decrease' | undefined => {
  if ('at-least' in threshold) return 'increase';
  return 'at-most' in threshold ? 'decrease' : undefined;
};
