import type { Figures } from './cells.js';
import { encounterShare } from './encounter-shares.js';
import type { Ledger } from './ledger.js';

/**
 * "virtual encounters ÷ encounters"; of one that was not read it is not known (decision 92). The encounter itself gives
 * the numerator, so none is outside its feed's window.
 */
export function virtualVisitShare(ledger: Ledger): Figures {
  const { attributor } = ledger.reckoning;
  return encounterShare(ledger, 'virtual-visit-share', (place) => attributor.find(place.id)?.virtual ?? null);
}
