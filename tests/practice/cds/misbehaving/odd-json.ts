import type { Card } from '../wire.js';
import type { Scene, Ways } from './fault.js';
import { whole } from './sending.js';

/** Legal JSON that is another text after JSON.parse and JSON.stringify: who rewrites an answer changes it. */
export const oddJson: Ways = {
  numbers: (scene) =>
    withExtension(scene, '{"dose":1.50,"most":1E400,"id":12345678901234567890,"zero":-0.0,"small":1e-7}'),
  'duplicate-keys': (scene) => withExtension(scene, '{"dose":1,"dose":2}', ',"summary":"Card 1, again"'),
  escapes: (scene) =>
    withExtension(scene, String.raw`{"a\/b":"\u0063\u0061f\u00e9 \ud83d\ude00 \/ \u2028","lone":"\ud800"}`),
  whitespace: (scene) => withExtension(scene, `{${' \t\r\n'.repeat(50_000)}}`),
  deep: (scene) => withExtension(scene, `{"deep":${'[ '.repeat(1000)}${']'.repeat(1000)}}`),
  prototype: (scene) =>
    withExtension(scene, '{ "__proto__": {"polluted":true}, "constructor": null, "": 0 }'),
};

/** In the first card, where CDS Hooks has a place for what is a vendor's own. */
function withExtension({ cards }: Scene, extension: string, after = '') {
  const [first, ...rest] = cards as [Card, ...Card[]];
  const opened = JSON.stringify(first).slice(0, -1);
  const others = rest.map((card) => `,${JSON.stringify(card)}`).join('');
  return whole(Buffer.from(`{"cards":[${opened},"extension":${extension}${after}}${others}]}\n`));
}
