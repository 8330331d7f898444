import type { PriceRow, WithoutStatus } from '../../without-result.js';
import { lacking, type WithoutContext } from './context.js';
import { type Good, goodByCluster, goodOf } from './good.js';
import { aloneIsHidden, SUPPRESSED } from './hide.js';
import { answersLacking } from './losses.js';
import { ownPartUnknown } from './own-part.js';
import { PRICES, type PriceSource } from './price-sources.js';
import { cellOf, sumsOf } from './query.js';
import { givesAwayOtherDays, sharedDays } from './shared-days.js';
import { turnedOver } from './turned-over.js';

export const NO_GOOD = 'No good change was seen: the price cannot be told.';
const NO_GOOD_THEN = 'No good change was seen on the days that all feeds cover: the price cannot be told.';

/** The price of one good change, in each kind of burden. `whole` is what good was seen in the whole period. */
export async function priceRows(whole: Good, context: WithoutContext): Promise<PriceRow[]> {
  const rows: PriceRow[] = [];
  for (const source of PRICES) rows.push(await priceRow(source, { whole, context }));
  return rows;
}

interface About {
  whole: Good;
  context: WithoutContext;
}

async function priceRow(source: PriceSource, { whole, context }: About): Promise<PriceRow> {
  const without = (status: WithoutStatus, why: string | null): PriceRow => ({
    ...EMPTY,
    burden: source.burden,
    unit: `${source.unit} per good change`,
    status,
    why,
    small: status === 'suppressed',
  });
  const unknown = await untold(source, { whole, context });
  if (unknown) return without('cannot-tell', unknown);
  const days = sharedDays(source, whole);
  const good = await goodOf(context, days);
  const denominator = good.accepted.cell.size + good.mitigated.cell.size;
  if (denominator === 0) return without('cannot-tell', NO_GOOD_THEN);
  const rows = source.sql(days);
  const behind = await cellOf(context.query, rows);
  if (isFew(good) || aloneIsHidden(behind, context.minClinicians)) return without('suppressed', SUPPRESSED);
  const elsewhere = await givesAwayOtherDays(days, context);
  if (elsewhere) return without('suppressed', elsewhere);
  const told = { ...without('told', null), denominator, small: denominator < 30 };
  if (behind.size === 0) return { ...told, value: 0, numerator: 0, clinicians: 0, why: NO_BURDEN };
  const burden = new Map(
    [...(await sumsOf(context.query, rows))].map(([cluster, amount]) => [cluster, amount / source.scale]),
  );
  const price = turnedOver(burden, await goodByCluster(context, days));
  return { ...told, ...price, numerator: behind.size / source.scale };
}

/** Why there is no price at all, whatever the days. */
async function untold(source: PriceSource, { whole, context }: About): Promise<string | null> {
  const unanswered = whole.alerts.size > 0 ? answersLacking(context) : null;
  if (unanswered) return unanswered;
  if (whole.accepted.cell.size + whole.mitigated.cell.size === 0) return NO_GOOD;
  return lacking(source.needs, context) ?? (await ownPartUnknown(source.burden, context));
}

const isFew = ({ accepted, mitigated }: Good): boolean =>
  [accepted, mitigated].some(({ cell, hidden }) => cell.size > 0 && hidden);

const NO_BURDEN = 'None of this burden was seen on the days that are compared.';

const EMPTY = {
  value: null,
  interval: null,
  numerator: null,
  denominator: null,
  clinicians: null,
  small: false,
} as const;
