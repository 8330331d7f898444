import { written } from '../uuids.js';
import type { Card } from '../wire.js';

/** Two cards, as a well-behaved service would send them; the same for the same stream and call. */
export function soundCards(stream: string, call: number): Card[] {
  return (['warning', 'info'] as const).map((indicator, at) => ({
    uuid: written(`${stream} ${call} ${at}`),
    summary: `Card ${at + 1}`,
    indicator,
    source: { label: 'A service that misbehaves' },
  }));
}
