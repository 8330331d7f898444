import { bytesOf, type Scene, type Ways } from './fault.js';
import { whole } from './sending.js';

const ALWAYS = '11111111-1111-4111-8111-111111111111';

/** `within`: the cards of one answer share a uuid that no other answer has. `between`: every answer has the same two. */
export const duplicateUuids: Ways = {
  within: (scene) => withUuids(scene, () => scene.cards[0]!.uuid),
  between: (scene) => withUuids(scene, (at) => `${ALWAYS.slice(0, -1)}${at}`),
  'within-and-between': (scene) => withUuids(scene, () => ALWAYS),
};

export const missingUuids: Ways = {
  absent: (scene) => withUuids(scene, () => undefined),
  some: (scene) => withUuids(scene, (at) => (at === 0 ? undefined : scene.cards[at]!.uuid)),
  empty: (scene) => withUuids(scene, () => ''),
  null: (scene) => withUuids(scene, () => null),
  number: (scene) => withUuids(scene, (at) => at + 1),
  object: (scene) => withUuids(scene, () => ({ value: ALWAYS })),
};

function withUuids({ cards }: Scene, uuid: (at: number) => unknown) {
  // JSON.stringify leaves out what is undefined.
  return whole(bytesOf({ cards: cards.map((card, at) => ({ ...card, uuid: uuid(at) })) }));
}
