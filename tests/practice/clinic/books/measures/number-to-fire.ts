import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/** "alerts of a key ÷ those followed by the accepted action", also alerts of clinicians who accepted none (decision 55). */
export function numberToFire(ledger: Ledger): Figures {
  const figures: Figures = {};
  const put = (key: string, list: typeof ledger.episodes) => {
    const accepted = list.filter(({ answer }) => answer === 'accepted').length;
    if (accepted > 0) figures[key] = { numerator: list.length, denominator: accepted };
  };
  put('number-to-fire', ledger.episodes);
  for (const tool of new Set(ledger.episodes.map((one) => ledger.toolOf(one))))
    if (tool)
      put(
        `number-to-fire by tool=${tool}`,
        ledger.episodes.filter((one) => ledger.toolOf(one) === tool),
      );
  for (const key of new Set(ledger.episodes.map(({ first }) => first.key)))
    if (key)
      put(
        `number-to-fire by alert_key=${key}`,
        ledger.episodes.filter(({ first }) => first.key === key),
      );
  return figures;
}
