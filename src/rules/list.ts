import type { MeasureDefinition } from '../measures/measure.js';
import { scope } from './explain.js';
import type { Rule, RuleSet } from './rule-set.js';
import { showThreshold } from './words.js';

/** The questions and their rules, and what cannot be measured: what `rules list` prints. */
export function listRules(ruleSet: RuleSet, definitions: readonly MeasureDefinition[] = []): string {
  const blocks = ruleSet.questions.map((question) => {
    const rules = ruleSet.rules.filter((rule) => rule.question === question.id);
    return [
      `${question.id}: ${question.asks}`,
      `  (${question.article}: ${question.section})`,
      ...rules.map((rule) => `  - ${line(rule, definitions)}`),
      ...(question.oneSided ? [`  Burdens only: ${question.oneSided}`] : []),
      ...(question.notMeasurable
        ? [
            `  Not measurable: ${question.notMeasurable.why}`,
            `  To collect: ${question.notMeasurable.collect}`,
          ]
        : []),
    ].join('\n');
  });
  if (ruleSet.notMeasurable.length > 0) {
    const gaps = ruleSet.notMeasurable.map(({ asks, why }) => `  - ${asks} ${why}`);
    blocks.push(['Asked, but not measurable:', ...gaps].join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

function line(rule: Rule, definitions: readonly MeasureDefinition[]): string {
  const shown = definitions.find(({ id }) => id === rule.measure) ?? { kind: 'rate' as const, unit: '' };
  const threshold = showThreshold(rule.threshold, shown).trimEnd();
  return `${rule.id} (${rule.side}, ${rule.severity}): ${rule.measure} ${threshold}, ${scope(rule)}`;
}
