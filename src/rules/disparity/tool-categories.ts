import type { ToolResult } from '../../result.js';
import type { RuleSet } from '../rule-set.js';

/**
 * The rules with ids of tools in place of `where: {category: …}`, which no measure knows. Call it before anything is
 * measured, a baseline too. A rule whose category no tool has keeps an empty list, and is not applicable.
 */
export function withToolsOfCategories(
  ruleSet: RuleSet,
  tools: readonly Pick<ToolResult, 'tool' | 'category'>[],
): RuleSet {
  const rules = ruleSet.rules.map((rule) => {
    const { category, ...where } = rule.where;
    if (!category) return rule;
    const ids = tools.filter((one) => category.includes(one.category)).map(({ tool }) => tool);
    const asked = where.tool ? ids.filter((id) => where.tool!.includes(id)) : ids;
    return { ...rule, where: { ...where, tool: asked } };
  });
  return { ...ruleSet, rules };
}
