import type { Resolve } from '../identity.js';
import { type Micros, parseDateTime } from '../instants.js';
import type { ReadResource, ReadRow } from '../read-files.js';
import { type Contained, canonical, idOf, type Place, type Reference, typeOf } from '../references.js';
import type { Site } from '../site.js';

/** What cells and references mean: ids replaced, instants in microseconds. */
export interface Reader {
  site: Site;
  resolve: Resolve;
}

export function cellId(row: ReadRow, column: string, { site, resolve }: Reader): string | null {
  const text = row.cells[column];
  return text ? resolve(canonical(text, row.server, site)) : null;
}

export function start(text: unknown, { site }: Reader): Micros | null {
  return parseDateTime(text, site.dayZone, 'start');
}

/** "A date without time means … 24:00 for an end, site time." */
export function end(text: unknown, { site }: Reader): Micros | null {
  return parseDateTime(text, site.dayZone, 'end');
}

function place({ resource, server }: ReadResource, { site }: Reader): Place {
  return { site, server, contained: (resource.contained as Contained[] | undefined) ?? [] };
}

export function patientOf(read: ReadResource, ref: Reference | undefined, reader: Reader): string | null {
  return reader.resolve(idOf(ref, 'Patient', place(read, reader)));
}

/** Null for whoever is no Practitioner or PractitionerRole; one known by identifier alone is a Practitioner. */
export function practitionerOf(
  read: ReadResource,
  ref: Reference | undefined,
  reader: Reader,
): string | null {
  if (!ref) return null;
  const type = typeOf(ref, place(read, reader)) ?? 'Practitioner';
  if (type !== 'Practitioner' && type !== 'PractitionerRole') return null;
  return reader.resolve(idOf(ref, 'Practitioner', place(read, reader)));
}

export function isPatient(read: ReadResource, ref: Reference | undefined, reader: Reader): boolean {
  return typeOf(ref, place(read, reader)) === 'Patient';
}
