import { currentResources } from '../identity.js';
import type { Micros } from '../instants.js';
import type { Read, ReadResource, ReadRow } from '../read-files.js';
import { qualify, type Reference } from '../references.js';
import { COLUMNS } from './columns.js';
import { cellId, end, isPatient, patientOf, practitionerOf, type Reader, start } from './reader.js';
import { rowsSideBySide } from './rows.js';

/** "Appointment: one row per practitioner participant (`actor`), `created`, `start`, `end`, `status`." */
export interface Appointment {
  id: string;
  feed: string;
  user: string | null;
  patient: string | null;
  booked: Micros | null;
  started: Micros | null;
  ended: Micros | null;
  status: string;
}

export interface Shift {
  user: string;
  started: Micros;
  ended: Micros;
}

interface Resource {
  id: string;
  status?: string;
  created?: string;
  start?: string;
  end?: string;
  participant?: { actor?: Reference }[];
}

function ofResource(read: ReadResource, reader: Reader): Appointment[] {
  const resource = read.resource as unknown as Resource;
  const actors = (resource.participant ?? []).map(({ actor }) => actor);
  const users = actors.flatMap((actor) => practitionerOf(read, actor, reader) ?? []);
  return [...new Set(users)].map((user) => ({
    id: qualify(`Appointment/${resource.id}`, read.server, reader.site),
    feed: read.feed,
    user,
    patient: patientOf(
      read,
      actors.find((actor) => isPatient(read, actor, reader)),
      reader,
    ),
    booked: start(resource.created, reader),
    started: start(resource.start, reader),
    ended: end(resource.end, reader),
    status: resource.status ?? '',
  }));
}

export function readAppointments(read: Read, reader: Reader): Appointment[] {
  const about = (row: ReadRow) => JSON.stringify([row.server, row.cells.appointment_id]);
  const rows = rowsSideBySide(read, 'appointment', about, ['appointment_id', 'user_id']).map((row) => ({
    id: JSON.stringify([row.server, row.cells.appointment_id]),
    feed: row.feed,
    user: cellId(row, 'user_id', reader),
    patient: cellId(row, 'patient_id', reader),
    booked: start(row.cells.booked, reader),
    started: start(row.cells.started, reader),
    ended: end(row.cells.ended, reader),
    status: row.cells.status ?? '',
  }));
  const resources = currentResources(read.resources, 'Appointment');
  return [...rows, ...resources.flatMap((each) => ofResource(each, reader))];
}

/** "A shift without an end, or that ends before it begins … tells nothing, also not that its clinician has shifts". */
export function readShifts(read: Read, reader: Reader): Shift[] {
  const about = (row: ReadRow) =>
    JSON.stringify([row.server, cellId(row, 'user_id', reader), String(start(row.cells.started, reader))]);
  return rowsSideBySide(read, 'shift', about, COLUMNS.shift).flatMap((row) => {
    const started = start(row.cells.started, reader)!;
    const ended = end(row.cells.ended, reader);
    if (ended === null || ended < started) return [];
    return [{ user: cellId(row, 'user_id', reader)!, started, ended }];
  });
}

/** "appointments that are not cancelled, no-show or entered-in-error" */
export function isKept({ status }: Appointment): boolean {
  return !['cancelled', 'noshow', 'entered-in-error'].includes(status);
}
