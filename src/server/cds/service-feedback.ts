import { listIn, mapIn } from '../../feeds/cds-hooks/loose.js';
import type { CardIds } from './card-ids.js';
import { type Edit, edited, membersNamed, partAt, rootOf, without, withValue } from './edit-json.js';

/** What stands in the place of an item's card: the service's own uuid, nothing (the item is not for it), or what stands there. */
type Instead = { uuid: string } | 'not-theirs' | 'as-it-is';

/**
 * Feedback as the service may have it: under its own uuids, and without that on cards that it does not know, since they
 * had no uuid or are another's. The very text where it names no uuid of ours; undefined where nothing is left for it.
 */
export function serviceFeedback(
  text: string,
  body: Record<string, unknown>,
  { ids, upstream, service }: { ids: CardIds; upstream: string; service: string },
): string | undefined {
  const instead = listIn(body.feedback).map((one): Instead => {
    const card = mapIn(one)?.card;
    const known = typeof card === 'string' ? ids.known(card.trim()) : ({ ours: false } as const);
    if (!known.ours) return 'as-it-is';
    const { original } = known;
    return original?.upstream === upstream && original.service === service
      ? { uuid: original.uuid }
      : 'not-theirs';
  });
  if (instead.every((one) => one === 'as-it-is')) return text;
  if (instead.every((one) => one === 'not-theirs')) return undefined;
  const list = membersNamed(rootOf(text), 'feedback').at(-1);
  const items = list && partAt(text, list.valueAt);
  if (!items) return text;
  const edits: Edit[] = without(items, (_, index) => instead[index] === 'not-theirs');
  for (const [index, one] of instead.entries()) {
    if (typeof one === 'string') continue;
    for (const member of membersNamed(partAt(text, items.children[index]!.valueAt), 'card'))
      edits.push(withValue(member, one.uuid));
  }
  return edited(text, edits);
}
