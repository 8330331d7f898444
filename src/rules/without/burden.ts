import type { BurdenRow, Told, WithoutStatus } from '../../without-result.js';
import { estimate, type Sum } from '../statistics/estimate.js';
import { BURDENS, type BurdenSource, CLICKS_ALONE } from './burden-sources.js';
import { lacking, type WithoutContext } from './context.js';
import { type Gathered, gather } from './gather.js';
import { aloneIsHidden, partIsHidden, SUPPRESSED } from './hide.js';
import { ownPartUnknown } from './own-part.js';

/** What each kind of burden is now and would be without the chosen part, per encounter of the whole site. */
export async function burdenRows(context: WithoutContext): Promise<BurdenRow[]> {
  const rows: BurdenRow[] = [];
  for (const source of BURDENS) rows.push(await burdenRow(source, context));
  return rows;
}

async function burdenRow(source: BurdenSource, context: WithoutContext): Promise<BurdenRow> {
  const why = lacking(source.needs, context) ?? (await ownPartUnknown(source.burden, context));
  if (why) return { ...named(source), ...EMPTY, status: 'cannot-tell', why };
  const found = await gather(source, context.query);
  if (found.all.encounters > 0 || source.burden !== 'clicks') return told(found, { source, context });
  const alone = await gather({ ...source, sql: CLICKS_ALONE }, context.query);
  return withoutLevels(told(alone, { source, context }), NO_WHOLE_EHR);
}

const NO_WHOLE_EHR =
  'No telemetry of the whole EHR covers an encounter: only what the tool’s own telemetry counted can be told.';
const NO_PART =
  'In some encounters the tool’s own telemetry counted more clicks than that of the whole EHR: it is no part of it, and what would be left cannot be told.';

const named = ({ burden, cutoff, unit }: BurdenSource): Pick<BurdenRow, 'burden' | 'cutoff' | 'unit'> => ({
  burden,
  ...(cutoff === undefined ? {} : { cutoff }),
  unit,
});

const EMPTY = {
  now: null,
  without: null,
  difference: null,
  encounters: null,
  clinicians: null,
  small: false,
} as const;

function told(found: Gathered, about: { source: BurdenSource; context: WithoutContext }): BurdenRow {
  const { kind } = about.source;
  const { minClinicians } = about.context;
  const row = named(about.source);
  const { encounters, clinicians } = found.all;
  const cannot = (status: WithoutStatus, why: string): BurdenRow => ({
    ...row,
    ...EMPTY,
    status,
    why,
    small: status === 'suppressed',
  });
  if (encounters === 0)
    return cannot('cannot-tell', 'No encounter of the period lies inside the window of its feed.');
  if (aloneIsHidden(found.all, minClinicians)) return cannot('suppressed', SUPPRESSED);
  const ratio = (of: (cluster: Gathered['clusters'][number]) => number) =>
    toldOf(found.clusters, { of, kind });
  const now = ratio((cluster) => cluster.now);
  const shown = { ...row, now, encounters, clinicians, small: encounters < 30 };
  if (partIsHidden(found, minClinicians))
    return { ...shown, without: null, difference: null, status: 'suppressed', why: SUPPRESSED };
  const difference = ratio((cluster) => cluster.own);
  if (!found.nested) return { ...shown, without: null, difference, status: 'told', why: NO_PART };
  const without = ratio((cluster) => cluster.rest);
  return { ...shown, without, difference, status: 'told', why: null };
}

function toldOf(
  clusters: Gathered['clusters'],
  { of, kind }: { of: (cluster: Gathered['clusters'][number]) => number; kind: BurdenSource['kind'] },
): Told {
  const sums: Sum[] = clusters.map((cluster) => ({
    numerator: of(cluster),
    denominator: cluster.encounters,
  }));
  const { value, interval } = estimate(sums, kind);
  return { value: value!, interval };
}

const withoutLevels = (row: BurdenRow, why: string): BurdenRow => ({
  ...row,
  now: null,
  without: null,
  why: row.why ?? why,
});
