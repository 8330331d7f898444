import { checkTool, DIMENSIONS, placeOf, type RuleCheck } from './check-rule.js';
import { checkThreshold } from './check-threshold.js';
import { nearest } from './faults.js';
import { isMap, type Place, THRESHOLDS } from './merge.js';

/** Each exception must name one of the rule's cells and change something about it. */
export function checkExcept(check: RuleCheck): void {
  const { except } = check.entry.values;
  if (!Array.isArray(except)) return;
  for (const [i, raw] of except.entries()) if (isMap(raw)) checkOne(check, { raw, i });
}

function checkOne(check: RuleCheck, { raw, i }: { raw: Record<string, unknown>; i: number }): void {
  const { entry, report } = check;
  const origin = entry.origin.get('except');
  const at = (key?: string, part?: 'key' | 'value'): Place =>
    origin?.(key === undefined ? [i] : [i, key], part) ?? placeOf(entry, 'except');
  const { by } = entry.values;
  const named = DIMENSIONS.filter((dimension) => dimension in raw);

  if (named.length === 0)
    report(
      'except-names-nothing',
      at(),
      `exception ${i + 1} does not say for which "${by ?? 'tool'}" it is meant.`,
    );
  for (const dimension of named.filter((candidate) => candidate !== by)) {
    const why = typeof by === 'string' ? `judged by "${by}"` : 'judged for the whole site';
    const hint = typeof by === 'string' ? nearest(dimension, [by]) : {};
    report(
      'except-names-nothing',
      at(dimension, 'key'),
      `an exception by "${dimension}" names nothing: it is ${why}.`,
      hint,
    );
  }
  if (typeof raw.tool === 'string') checkTool(check, raw.tool, at('tool'));
  if (!('severity' in raw) && !THRESHOLDS.some((key) => key in raw))
    report(
      'except-changes-nothing',
      at(),
      `exception ${i + 1} has neither a threshold nor a severity of its own.`,
    );
  checkThreshold(check, { values: raw, at: (key) => at(key) });
}
