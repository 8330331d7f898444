import type { Measurement } from './measurement.js';
import type { AuditResult } from './product.js';
import type { Coverage, Recomputed, Row } from './recompute.js';
import { COLUMNS, cellText } from './write-expected.js';

export interface Difference {
  where: string;
  what: string;
  ours: string;
  expected: string;
}

const SECONDS = ['ehr_active_seconds', 'after_hours_seconds'];

/** Figures in seconds are equal to the microsecond; the identifiers of unknown system may be written `=|v` or `=v`. */
function sameCell(column: string, ours: string, expected: string): boolean {
  if (SECONDS.includes(column) && ours !== '' && expected !== '') {
    return Math.abs(Number(ours) - Number(expected)) < 1.5e-6;
  }
  return ours.replace('identifier=|', 'identifier=') === expected.replace('identifier=|', 'identifier=');
}

export function tableDifferences(ours: Record<string, string>[], expected: Row[]): Difference[] {
  const found: Difference[] = [];
  const ids = (rows: { encounter_id?: string }[]) => rows.map(({ encounter_id }) => encounter_id ?? '');
  const [oursIds, expectedIds] = [ids(ours), ids(expected)];
  for (const id of expectedIds.filter((each) => !oursIds.includes(each))) {
    found.push({ where: id, what: 'row', ours: 'missing', expected: 'present' });
  }
  for (const id of oursIds.filter((each) => !expectedIds.includes(each))) {
    found.push({ where: id, what: 'row', ours: 'present', expected: 'missing' });
  }
  if (found.length === 0 && oursIds.join('\n') !== expectedIds.join('\n')) {
    found.push({ where: 'table', what: 'order', ours: oursIds.join(' '), expected: expectedIds.join(' ') });
  }
  for (const row of expected) {
    const mine = ours.find(({ encounter_id }) => encounter_id === row.encounter_id);
    if (!mine) continue;
    for (const column of COLUMNS) {
      const [a, b] = [mine[column] ?? '(no column)', cellText(row[column])];
      if (!sameCell(column, a, b))
        found.push({ where: row.encounter_id, what: column, ours: a, expected: b });
    }
  }
  return found;
}

function close(a: unknown, b: unknown): boolean {
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  if (Array.isArray(a) && Array.isArray(b)) return a.every((item, i) => close(item, b[i]));
  const [x, y] = [Number(a), Number(b)];
  return x === y || Math.abs(x - y) <= 1e-7 * Math.max(Math.abs(x), Math.abs(y), 1e-6);
}

function compareFields(where: string, ours: object, expected: object, fields: string[]): Difference[] {
  return fields
    .filter((field) => !close(Reflect.get(ours, field), Reflect.get(expected, field)))
    .map((what) => ({
      where,
      what,
      ours: JSON.stringify(Reflect.get(ours, what)) ?? 'missing',
      expected: JSON.stringify(Reflect.get(expected, what)) ?? 'missing',
    }));
}

const COUNTS =
  'encounters clinicianEvents systemEvents otherEvents backgroundEvents toUncounted unmappedShare'.split(' ');
const FEED_COUNTS = ['read', 'kept', 'duplicates', 'quarantined'];

/** Feeds of one name are added up, for a result names a feed without its server. */
function feedDifferences(ours: Record<string, unknown>[], expected: Coverage['feeds']): Difference[] {
  const total = (rows: object[], feed: unknown, field: string) =>
    rows
      .filter((row) => Reflect.get(row, 'feed') === feed)
      .reduce((sum, row) => sum + Number(Reflect.get(row, field) ?? 0), 0);
  return [...new Set(expected.map(({ feed }) => feed))].flatMap((feed) => {
    const sums = (rows: object[]) =>
      Object.fromEntries(FEED_COUNTS.map((field) => [field, total(rows, feed, field)]));
    return compareFields(`coverage feed ${feed}`, sums(ours), sums(expected), FEED_COUNTS);
  });
}

export function coverageDifferences(ours: Record<string, unknown>, expected: Coverage): Difference[] {
  const part = (name: string) => (ours[name] ?? {}) as object;
  return [
    ...compareFields('coverage', ours, expected, COUNTS),
    ...compareFields(
      'coverage attribution',
      part('attribution'),
      expected.attribution,
      Object.keys(expected.attribution),
    ),
    ...compareFields(
      'coverage resolved',
      part('resolved'),
      expected.resolved,
      Object.keys(expected.resolved),
    ),
    ...feedDifferences((ours.feeds ?? []) as Record<string, unknown>[], expected.feeds),
  ];
}

function byText(by: object): string {
  return JSON.stringify(
    Object.entries(by)
      .map(([key, value]) => [key, String(value)])
      .sort(),
  );
}

const PLAIN_VARIANTS = ['300', 'answered', '86400'];

/** Of each measurement that the product gives and does not suppress, what this program gives too. */
export function measureDifferences(
  ours: AuditResult['measurements'],
  expected: Recomputed['measures'],
): Difference[] {
  return ours
    .filter(({ suppressed }) => suppressed !== true)
    .flatMap((mine) => {
      const by = (mine.by ?? {}) as object;
      const ofMeasure: Measurement[] = expected[String(mine.measure)] ?? [];
      const variant = (mine.variant ?? null) as string | null;
      const timed = mine.measure === 'ehr-time-per-encounter';
      // Of the other measures only the plain variant is recomputed: 300 s, answered alerts, 24 hours.
      if (variant !== null && !timed && !PLAIN_VARIANTS.includes(variant)) return [];
      const defaults = timed ? { ...by, cutoff: Number(variant) } : by;
      const other = ofMeasure.find((candidate) => byText(candidate.by) === byText(defaults));
      if (!other) return [];
      const fields = ['numerator', 'denominator', 'value', 'clinicians', 'interval'];
      const asked = mine.measure === 'dwell-time' ? ['value'] : fields.filter((field) => field in mine);
      return compareFields(`${mine.measure} ${byText(by)}`, mine, other, asked);
    });
}
