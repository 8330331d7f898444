import type { Encounter } from '../encounter.js';
import { currentResources } from '../identity.js';
import { endOfDay, HOUR, siteDay } from '../instants.js';
import type { Read, ReadRow } from '../read-files.js';
import { qualify } from '../references.js';
import { versionOf } from '../version.js';
import { cellId, end, type Reader, start } from './reader.js';
import { currentRows } from './rows.js';

/** What the table of encounters does not tell of them. */
export interface Facts {
  virtual: boolean;
  service: string | null;
}

const STAYS_OPEN = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'];
const OPEN = ['arrived', 'triaged', 'in-progress', 'onleave', 'on-hold', 'discharged'];

/** "*Effective end*: the end given; else, for class … with status …: still open; else, status finished or completed: the
 * end of its start's site day; else 24 h after start." */
function effectiveEnd(of: Pick<Encounter, 'started' | 'ended' | 'class' | 'status'>, zone: string) {
  if (of.ended !== null) return of.ended;
  if (STAYS_OPEN.includes(of.class ?? '') && OPEN.includes(of.status)) return null;
  if (of.started === null) return null;
  const closed = ['finished', 'completed'].includes(of.status);
  return closed ? endOfDay(siteDay(of.started, zone), zone) : of.started + 24n * HOUR;
}

function participantsOf(id: string, rows: ReadRow[], reader: Reader) {
  return rows
    .filter((row) => cellId(row, 'encounter_id', reader) === id)
    .sort((a, b) => Number(a.cells.position) - Number(b.cells.position))
    .map((row) => ({ user: cellId(row, 'user_id', reader), role: row.cells.role || null }));
}

function ofRow(row: ReadRow, participation: ReadRow[], reader: Reader): Encounter {
  const id = cellId(row, 'encounter_id', reader)!;
  const of = {
    ...versionOf(row),
    id,
    server: row.server,
    patient: cellId(row, 'patient_id', reader),
    status: row.cells.status ?? '',
    class: row.cells.class || null,
    started: start(row.cells.started, reader),
    ended: end(row.cells.ended, reader),
    participants: participantsOf(id, participation, reader),
  };
  return { ...of, effectiveEnd: effectiveEnd(of, reader.site.dayZone) };
}

export function tableEncounters(read: Read, reader: Reader): Encounter[] {
  const participation = currentRows(read, 'participation', null);
  return currentRows(read, 'encounter', 'encounter_id').map((row) => ofRow(row, participation, reader));
}

interface Concept {
  coding?: { code?: string }[];
}

interface Resource {
  id: string;
  virtualService?: unknown[];
  serviceType?: Concept | { concept?: Concept }[];
}

/** By encounter: a virtual service (its class is known elsewhere), and what the service is called. */
export function encounterFacts(read: Read, reader: Reader): Map<string, Facts> {
  const rows = currentRows(read, 'encounter', 'encounter_id').map((row): [string, Facts] => [
    cellId(row, 'encounter_id', reader)!,
    { virtual: row.cells.virtual === 'true', service: row.cells.service || null },
  ]);
  const resources = currentResources(read.resources, 'Encounter').map(
    ({ resource, server }): [string, Facts] => {
      const { id, virtualService } = resource as unknown as Resource;
      return [
        qualify(`Encounter/${id}`, server, reader.site),
        { virtual: (virtualService ?? []).length > 0, service: null },
      ];
    },
  );
  return new Map([...rows, ...resources]);
}
