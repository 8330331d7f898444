import { listIn, mapIn } from '../../feeds/cds-hooks/loose.js';
import type { CardIds } from './card-ids.js';
import { type Edit, edited, membersNamed, memberValue, treeOf, without } from './edit-json.js';

/**
 * Feedback as the service may have it: under its own uuids, and without that on cards to which it gave none. The very text
 * where it names no uuid of ours; undefined where nothing is left for it.
 */
export function serviceFeedback(
  text: string,
  body: Record<string, unknown>,
  ids: CardIds,
): string | undefined {
  const items = listIn(body.feedback).map((one) => {
    const card = mapIn(one)?.card;
    return typeof card === 'string' ? ids.known(card.trim()) : ({ ours: false } as const);
  });
  if (!items.some(({ ours }) => ours)) return text;
  if (items.every((item) => item.ours && !item.original)) return undefined;
  const list = membersNamed(treeOf(text), 'feedback').at(-1);
  const parent = list && memberValue(list);
  const nodes = parent?.children ?? [];
  const edits: Edit[] = parent
    ? without(parent, (child) => {
        const item = items[nodes.indexOf(child)];
        return item?.ours === true && !item.original;
      })
    : [];
  for (const [index, item] of items.entries()) {
    if (!item.ours || !item.original) continue;
    for (const member of membersNamed(nodes[index]!, 'card')) {
      const value = memberValue(member)!;
      edits.push({ offset: value.offset, length: value.length, text: JSON.stringify(item.original.uuid) });
    }
  }
  return edited(text, edits);
}
