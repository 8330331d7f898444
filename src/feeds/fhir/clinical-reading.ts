import type { SiteStrata } from '../../store/config/strata.js';
import { type Micros, parsePeriodEdge } from '../instant.js';
import type { Cell } from '../rows.js';
import { type Ids, identifierOf } from './reference.js';
import { type Json, type JsonObject, Malformed, object, text } from './shape.js';

/** What reading a resource other than AuditEvent gives: rows by table. */
export type Rows = { table: string; values: Record<string, Cell> }[];

export interface Reading {
  resource: JsonObject;
  /** The store's id of this resource. */
  self: string;
  ids: Ids;
  timeZone: string;
  /** What the site says of strata; absent: nothing. */
  strata?: SiteStrata | undefined;
}

/** The id a Reference stands for; of one known by identifier only, as of that type. '' where there is none. */
export function idOf(reading: Reading, value: Json | undefined, type: string, path: string): string {
  const reference = object(value, path);
  if (!reference) return '';
  const { id } = reading.ids.target(reference, reading.resource.contained, path);
  if (id) return id;
  const identifier = identifierOf(reference, path);
  return identifier && !reference.type ? reading.ids.byIdentifier(type, identifier) : '';
}

/** One end of a Period as an instant; a date alone is 00:00 as a start and 24:00 as an end. */
export function edge(value: Json | undefined, which: 'start' | 'end', reading: Reading): Micros | null {
  const written = text(value, which);
  if (written === undefined) return null;
  const instant = parsePeriodEdge(written, { edge: which, timeZone: reading.timeZone });
  if (instant === undefined)
    throw new Malformed('bad-instant', `"${which}": expected a FHIR date or dateTime`);
  return instant;
}

export function period(value: Json | undefined, path: string, reading: Reading) {
  const given = object(value, path);
  return { started: edge(given?.start, 'start', reading), ended: edge(given?.end, 'end', reading) };
}
