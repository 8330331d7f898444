import type { Without, WithoutResult } from '../../without-result.js';
import { isInternal } from '../limits.js';
import { burdenRows } from './burden.js';
import type { WithoutContext } from './context.js';
import { goodOf } from './good.js';
import { lossRows } from './losses.js';
import { notesOf } from './notes.js';
import { priceRows } from './prices.js';

export interface WithoutInput extends WithoutContext {
  without: Without;
  period: WithoutResult['period'];
  unmappedShare: number | null;
  version: string;
}

/**
 * The price of one good change: what the burden of the period would be without a tool or an alert, per encounter; what
 * would be lost with it; and burden for one good change. All with 95% intervals over clinicians, all suppressed.
 */
export async function withoutIt(input: WithoutInput): Promise<WithoutResult> {
  const good = await goodOf(input);
  const burden = await burdenRows(input);
  const losses = lossRows(good, input);
  const prices = await priceRows(good, input);
  return {
    schema: 1,
    generator: { name: 'mission-audit', version: input.version },
    without: input.without,
    period: input.period,
    burden,
    losses,
    prices,
    notes: await notesOf({ burden, losses, prices, good, unmappedShare: input.unmappedShare }, input),
    internal: isInternal(input.minClinicians),
  };
}
