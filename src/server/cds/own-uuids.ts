import { type Loose, listIn, mapIn } from '../../feeds/cds-hooks/loose.js';
import type { CardIds } from './card-ids.js';
import { type Edit, edited, membersNamed, partAt, rootOf, withValue } from './edit-json.js';

export interface Minted {
  /** The answer's text, with a uuid of ours where a card had none, or one that was given before. */
  text: string;
  /** The uuids that are ours. */
  minted: ReadonlySet<string>;
}

/** Gives each card of an answer, as parsed and as text, a uuid that no other has. The very text where each had one. */
export function ownUuids(
  text: string,
  answer: Loose,
  { ids, upstream, service }: { ids: CardIds; upstream: string; service: string },
): Minted {
  const minted = new Map<number, string>();
  for (const [index, one] of listIn(answer.cards).entries()) {
    const card = mapIn(one);
    if (!card) continue;
    const uuid = typeof card.uuid === 'string' ? card.uuid.trim() : '';
    const ours = ids.instead({ upstream, service, uuid });
    if (ours !== undefined) minted.set(index, ours);
  }
  if (minted.size === 0) return { text, minted: new Set() };
  const changed = edited(text, editsFor(text, minted));
  for (const [index, uuid] of minted) mapIn(listIn(answer.cards)[index])!.uuid = uuid;
  return { text: changed, minted: new Set(minted.values()) };
}

function editsFor(text: string, minted: ReadonlyMap<number, string>): Edit[] {
  const cards = membersNamed(rootOf(text), 'cards').at(-1);
  const items = (cards && partAt(text, cards.valueAt)?.children) ?? [];
  return [...minted].flatMap(([index, uuid]) => {
    const card = partAt(text, items[index]!.valueAt)!;
    const written = membersNamed(card, 'uuid');
    if (written.length > 0) return written.map((member) => withValue(member, uuid));
    const more = card.children.length > 0 ? ',' : '';
    return [{ offset: card.offset + 1, length: 0, text: `"uuid":${JSON.stringify(uuid)}${more}` }];
  });
}
