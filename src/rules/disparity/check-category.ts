import { CATEGORIES } from '../../tool-categories.js';
import { placeOf, type RuleCheck } from '../check-rule.js';
import { nearest } from '../faults.js';

/** `where: {category: …}` names kinds of tools, and only a rule that judges each tool apart can use it. */
export function checkCategory({ entry, report }: Pick<RuleCheck, 'entry' | 'report'>, given: unknown): void {
  if (given === undefined) return;
  const at = entry.origin.get('where')?.(['category']) ?? placeOf(entry, 'where');
  for (const one of [given].flat())
    if (typeof one === 'string' && !CATEGORIES.includes(one))
      report('bad-value', at, `there is no category of tools "${one}".`, nearest(one, CATEGORIES));
  if (entry.values.by !== 'tool')
    report('bad-value', at, 'a "category" is of tools, and each is judged apart: it needs "by: tool".');
}
