import { type Fault, nearest } from './faults.js';
import { isMap, type PlaceOf } from './merge.js';
import { FILTER_WORDS } from './rule-set.js';

/** Words of the filter that are no question's id. */
export const SUBJECTS = ['benefit', 'burden', 'all'] as const;

/** Every subject of the filter must be a side, `all`, or a question there is. */
export function checkFilter(
  filter: { items: unknown[]; place: PlaceOf },
  questions: readonly string[],
): Fault[] {
  const valid = [...questions, ...SUBJECTS];
  const faults: Fault[] = [];
  for (const [i, line] of filter.items.entries()) {
    if (!isMap(line) || !isMap(line.when)) continue;
    for (const word of FILTER_WORDS) {
      const given = line.when[word];
      for (const [j, subject] of [given ?? []].flat().entries()) {
        if (typeof subject !== 'string' || valid.includes(subject)) continue;
        const path = [i, 'when', word, ...(Array.isArray(given) ? [j] : [])];
        const message = `The filter speaks of "${subject}", which is neither a question nor ${SUBJECTS.join(', ')}.`;
        faults.push({ code: 'unknown-subject', ...filter.place(path), message, ...nearest(subject, valid) });
      }
    }
  }
  return faults;
}
