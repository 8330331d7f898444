import { compareBytes } from '../bytes.js';
import type { Resolve } from '../identity.js';
import { currentResources } from '../identity.js';
import { type Micros, parseDateTime } from '../instants.js';
import type { Origin, Read, ReadRow } from '../read-files.js';
import { canonical, idOf, qualify, type Reference } from '../references.js';
import type { Site } from '../site.js';
import { currentOf, versionNumber } from '../version.js';

/** A row of one of the tables that the first recomputation does not know, with its ids replaced. */
export interface Extra extends Origin {
  /** Told apart by server, as ids of rows are. */
  id: string;
  at: Micros | null;
  user: string | null;
  patient: string | null;
  encounter: string | null;
  cells: Record<string, string>;
}

/** What identifies a row of a table, and which column is its instant. Of an order and a benefit every kind is a row. */
const SHAPES: Record<string, { id: string[]; at: string }> = {
  order_event: { id: ['order_id', 'what'], at: 'at' },
  benefit: { id: ['benefit_id', 'kind'], at: 'at' },
  concern: { id: ['concern_id'], at: 'raised' },
  silent_change: { id: ['change_id'], at: 'at' },
  override_review: { id: ['alert_id'], at: '' },
  patient_stratum: { id: ['patient_id', 'stratifier'], at: '' },
};

/** "of other delimited rows with one id and no `version` the last in UTF-8 order of their cells counts" */
function compareRows(a: ReadRow, b: ReadRow): number {
  const [x, y] = [a, b].map((row) => versionNumber(row.cells.version) ?? -1n) as [bigint, bigint];
  if (x !== y) return x < y ? -1 : 1;
  const columns = Object.keys(a.cells).filter((column) => column !== 'version');
  return (
    columns.map((column) => compareBytes(a.cells[column]!, b.cells[column]!)).find((order) => order !== 0) ??
    0
  );
}

function toExtra(row: ReadRow, { site, resolve }: { site: Site; resolve: Resolve }): Extra {
  const shape = SHAPES[row.table]!;
  const id = (column: string) => {
    const text = row.cells[column];
    return text ? resolve(canonical(text, row.server, site)) : null;
  };
  return {
    server: row.server,
    feed: row.feed,
    id: JSON.stringify([row.server, row.cells[shape.id[0]!]]),
    at: parseDateTime(row.cells[shape.at], site.dayZone, 'start'),
    user: id('user_id'),
    patient: id('patient_id'),
    encounter: id('encounter_ref'),
    cells: row.cells,
  };
}

/** An order is placed once, and may be contributed to by several people and taken back more than once. */
function whoAndWhen(table: string, { what, user_id, at }: Record<string, string>, site: Site): string[] {
  if (table !== 'order_event' || what === 'placed') return [];
  return [user_id ?? '', String(parseDateTime(at, site.dayZone, 'start'))];
}

/** "a row without its id, or without … `at`, is quarantined" */
function delimited(read: Read, table: string, of: { site: Site; resolve: Resolve }): Extra[] {
  const { id, at } = SHAPES[table]!;
  const readable = read.rows
    .filter((row) => row.table === table)
    .filter(({ cells }) => [...id, ...(at === '' ? [] : [at])].every((column) => cells[column]));
  const identity = ({ server, cells }: ReadRow) =>
    JSON.stringify([server, ...id.map((column) => cells[column]), ...whoAndWhen(table, cells, of.site)]);
  return currentOf(readable, identity, compareRows).current.map((row) => toExtra(row, of));
}

interface Resource {
  id: string;
  status?: string;
  [more: string]: unknown;
}

const codeOf = (concept: unknown): string =>
  ((concept as { coding?: { code?: string }[] } | undefined)?.coding ?? [])[0]?.code ?? '';

const EDUCATION = ['311401005', '409073007'];

/** What a resource says as rows: the kinds of a benefit, or the events of an order. */
function rowsOf(type: string, resource: Resource): Record<string, string>[] {
  const { status = '' } = resource;
  if (type === 'DetectedIssue') {
    // decisions.md 135
    if (['entered-in-error', 'cancelled'].includes(status)) return [];
    const mitigated = ((resource.mitigation as unknown[] | undefined) ?? []).length > 0;
    return [{ kind: 'hazard' }, ...(mitigated ? [{ kind: 'hazard-mitigated' }] : [])];
  }
  if (type === 'Communication') {
    const isEducation = ((resource.category as unknown[]) ?? []).some((one) =>
      EDUCATION.includes(codeOf(one)),
    );
    return status === 'completed' && isEducation
      ? [{ kind: 'education', language: String(resource.language ?? '') }]
      : [];
  }
  const code = codeOf(resource.code);
  const withdrawn = ['revoked', 'cancelled', 'stopped', 'entered-in-error'].includes(status);
  return [{ what: 'placed', code }, ...(withdrawn ? [{ what: 'cancelled', code }] : [])];
}

/** Of a resource only the current version counts. */
function fhir(read: Read, types: string[], { site, resolve }: { site: Site; resolve: Resolve }): Extra[] {
  return types.flatMap((type) =>
    currentResources(read.resources, type).flatMap(({ resource, server, feed }) => {
      const one = resource as unknown as Resource;
      const place = { site, server, contained: [] };
      const ref = (value: unknown, kind: string) =>
        resolve(idOf(value as Reference | undefined, kind, place));
      return rowsOf(type, one).map((cells) => ({
        server,
        feed,
        id: JSON.stringify([server, qualify(`${type}/${one.id}`, server, site)]),
        at: parseDateTime(
          cells.what === 'cancelled'
            ? (one.meta as { lastUpdated?: string } | undefined)?.lastUpdated
            : (one.authoredOn ?? one.identifiedDateTime ?? one.sent),
          site.dayZone,
          'start',
        ),
        // FHIR says who asked for an order and not who took it back.
        user: cells.what === 'cancelled' ? null : ref(one.requester, 'Practitioner'),
        patient: ref(one.subject ?? one.patient, 'Patient'),
        encounter: ref(one.encounter, 'Encounter'),
        cells,
      }));
    }),
  );
}

const TYPES: Record<string, string[]> = {
  order_event: ['ServiceRequest', 'MedicationRequest'],
  benefit: ['DetectedIssue', 'Communication'],
};

/** All current rows of a table, delimited and FHIR, also those outside declared windows. */
export function readExtra(read: Read, table: string, of: { site: Site; resolve: Resolve }): Extra[] {
  return [...delimited(read, table, of), ...fhir(read, TYPES[table] ?? [], of)];
}
