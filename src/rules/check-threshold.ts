import type { RuleCheck } from './check-rule.js';
import { isMap, type Place, THRESHOLDS } from './merge.js';

/** Where a threshold stands: in the rule itself or in one of its exceptions. */
export interface ThresholdHolder {
  values: Record<string, unknown>;
  at(key: string): Place;
}

/** A threshold must be one, the right way round, and one that a value can be on either side of. */
export function checkThreshold(check: RuleCheck, { values, at }: ThresholdHolder): void {
  const given = Object.keys(values).filter(isThreshold);
  if (given.length > 1) {
    const message = `has ${given.map((key) => `"${key}"`).join(' and ')}; one threshold is enough (a range is "between").`;
    check.report('two-thresholds', at(given[1]!), message);
  }
  for (const key of given) {
    const value = values[key];
    if (isMap(value)) continue;
    const bounds = [value].flat().filter((bound): bound is number => Number.isFinite(bound));
    if (key === 'between' && bounds.length === 2 && bounds[0]! > bounds[1]!) {
      check.report('between-reversed', at(key), `"between" runs from ${bounds[0]} down to ${bounds[1]}.`, {
        suggestion: `[${bounds[1]}, ${bounds[0]}]`,
      });
    }
    for (const bound of bounds) checkBound(check, bound, at(key));
    if (bounds.length === 1) checkVacuous(check, { key, bound: bounds[0]! }, at(key));
  }
}

function checkBound({ definition, report }: RuleCheck, bound: number, at: Place): void {
  if (bound < 0) report('impossible-threshold', at, `no measure goes below 0, but ${bound} is asked.`);
  if (!isShare(definition) || bound <= 1) return;
  const hint = bound <= 100 ? { suggestion: String(bound / 100) } : {};
  report(
    'impossible-threshold',
    at,
    `"${definition!.id}" is a share between 0 and 1, but ${bound} is asked.`,
    hint,
  );
}

function checkVacuous(check: RuleCheck, { key, bound }: { key: string; bound: number }, at: Place): void {
  const side = check.entry.values.side ?? check.definition?.side;
  // "at least 0" on a benefit still asks for something above 0.
  const always =
    key === 'at-least'
      ? bound === 0 && side !== 'benefit'
      : bound === 1 && key === 'at-most' && isShare(check.definition);
  if (always) check.report('vacuous-threshold', at, `"${key}: ${bound}" holds whatever is found.`);
}

const isThreshold = (key: string): boolean => THRESHOLDS.some((known) => known === key);

const isShare = (definition: RuleCheck['definition']): boolean => definition?.kind === 'share';
