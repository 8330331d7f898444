import type { By, Threshold } from '../result.js';
import type { Rule, Severity } from './rule-set.js';

/** The threshold and severity that hold for one cell; of several exceptions that fit, the last. */
export function termsFor(rule: Rule, by: By): { threshold: Threshold; severity: Severity } {
  let { threshold, severity } = rule;
  for (const exception of rule.except) {
    if (!Object.entries(exception.by).every(([dimension, name]) => by[dimension] === name)) continue;
    threshold = exception.threshold ?? threshold;
    severity = exception.severity ?? severity;
  }
  return { threshold, severity };
}
