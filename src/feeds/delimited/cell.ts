import { utcParse } from 'd3-time-format';
import type { Ids } from '../fhir/reference.js';
import { Malformed } from '../fhir/shape.js';
import {
  isPlausible,
  type Micros,
  parseInstant,
  parseLocal,
  parsePeriodEdge,
  siteInstant,
} from '../instant.js';
import type { Cell } from '../rows.js';
import { EPIC_INSTANT, epicInstant } from './epic-instant.js';
import type { CellRule } from './mapping.js';

export interface CellContext {
  ids: Ids;
  timeZone: string | null;
}

/** Columns that hold ids: references are made those of the store. */
const ID_COLUMNS = /(_id|_ref)$/;
/** Ids of rows, not of resources: kept as written, but told apart by server. */
const ROW_IDS = new Set([
  'event_id',
  'alert_id',
  'interval_id',
  'change_id',
  'appointment_id',
  'order_id',
  'benefit_id',
  'concern_id',
]);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A cell as the store's column wants it; null where it is empty. Throws Malformed, never showing the cell. */
export function convert(
  written: string,
  { column, type, rule, context }: { column: string; type: string; rule: CellRule; context: CellContext },
): Cell {
  const mapped = translated(written, rule);
  if (mapped === '') return type === 'VARCHAR[]' ? [] : null;
  if (rule.identifier !== undefined)
    return context.ids.byIdentifier(rule.of ?? 'Practitioner', { system: rule.identifier, value: mapped });
  switch (type) {
    case 'TIMESTAMP':
      return instant(mapped, { column, rule, context });
    case 'BIGINT':
      return whole(mapped, column);
    case 'DOUBLE':
      return decimal(mapped, column);
    case 'BOOLEAN':
      return truth(mapped, column);
    case 'VARCHAR[]':
      return [mapped];
    default:
      return ID_COLUMNS.test(column) && !ROW_IDS.has(column) ? context.ids.of(mapped) : mapped;
  }
}

/** By `map`; what it does not name becomes `otherwise`, or stays as it is. */
function translated(written: string, { map, otherwise }: CellRule): string {
  if (!map) return written;
  return Object.hasOwn(map, written) ? String(map[written]) : (otherwise ?? written);
}

function instant(
  written: string,
  { column, rule, context }: { column: string; rule: CellRule; context: CellContext },
): Micros {
  const fixed =
    rule.format === EPIC_INSTANT
      ? epicInstant(written, column)
      : rule.format
        ? undefined
        : parseInstant(written.replace(' ', 'T'));
  const found = fixed ?? siteTime(written, { column, rule, context });
  if (!isPlausible(found))
    throw new Malformed('implausible-instant', `"${column}" is before 1990 or after 2100`);
  return found;
}

function siteTime(
  written: string,
  { column, rule, context }: { column: string; rule: CellRule; context: CellContext },
): Micros {
  const local = rule.format ? byFormat(written, rule.format) : parseLocal(written);
  if (!local) {
    const expected = rule.format ? `a time written as ${rule.format}` : 'an ISO 8601 date and time';
    throw new Malformed('bad-instant', `"${column}": expected ${expected}`);
  }
  const zone = rule.zone === undefined || rule.zone === 'site' ? context.timeZone : rule.zone;
  if (!zone)
    throw new Malformed(
      'no-time-zone',
      `"${column}" has no offset: say the site's zone with --site or --time-zone`,
    );
  // A day without a time ends at 24:00, as in a FHIR period.
  if (column === 'ended' && DAY.test(written))
    return parsePeriodEdge(written, { edge: 'end', timeZone: zone })!;
  return siteInstant(local, zone);
}

function byFormat(written: string, format: string) {
  const date = utcParse(format)(written);
  return date ? parseLocal(date.toISOString().slice(0, -1)) : undefined;
}

function whole(written: string, column: string): bigint {
  if (!/^-?\d{1,18}(\.0*)?$/.test(written))
    throw new Malformed('wrong-type', `"${column}": expected a whole number`);
  return BigInt(written.replace(/\..*$/, ''));
}

function decimal(written: string, column: string): number {
  const value = Number(written);
  if (!Number.isFinite(value)) throw new Malformed('wrong-type', `"${column}": expected a number`);
  return value;
}

function truth(written: string, column: string): boolean {
  if (/^(true|1|yes|y|t)$/i.test(written)) return true;
  if (/^(false|0|no|n|f)$/i.test(written)) return false;
  throw new Malformed('wrong-type', `"${column}": expected true or false`);
}
