import { currentResources } from '../identity.js';
import type { Micros } from '../instants.js';
import type { Read, ReadResource, ReadRow } from '../read-files.js';
import type { Reference } from '../references.js';
import { COLUMNS } from './columns.js';
import { cellId, end, patientOf, practitionerOf, type Reader, start } from './reader.js';
import { currentRows, rowsSideBySide } from './rows.js';

/** A reason to look: somebody had to do with a patient. */
export interface Link {
  user: string;
  patient: string;
}

export interface Membership extends Link {
  started: Micros | null;
  ended: Micros | null;
}

function link(user: string | null, patient: string | null): Link[] {
  return user === null || patient === null ? [] : [{ user, patient }];
}

interface Order {
  subject?: Reference;
  requester?: Reference;
}

/** Who "placed or contributed to an order for them, at any time". */
export function readOrderLinks(read: Read, reader: Reader): Link[] {
  const rows = currentRows(read, 'order_event', 'order_id').filter(({ cells }) =>
    ['placed', 'contributed'].includes(cells.what ?? ''),
  );
  const resources = ['ServiceRequest', 'MedicationRequest'].flatMap((type) =>
    currentResources(read.resources, type),
  );
  return [
    ...rows.flatMap((row) => link(cellId(row, 'user_id', reader), cellId(row, 'patient_id', reader))),
    ...resources.flatMap((each) => {
      const { subject, requester } = each.resource as Order;
      return link(practitionerOf(each, requester, reader), patientOf(each, subject, reader));
    }),
  ];
}

interface Period {
  start?: string;
  end?: string;
}

interface CareTeam {
  status?: string;
  subject?: Reference;
  period?: Period;
  participant?: { member?: Reference; period?: Period }[];
}

/** "a member's own period, each missing end from the team's; not of a team proposed or entered in error" */
function ofTeam(read: ReadResource, reader: Reader): Membership[] {
  const team = read.resource as CareTeam;
  if (['proposed', 'entered-in-error'].includes(team.status ?? '')) return [];
  return (team.participant ?? []).flatMap(({ member, period }) =>
    link(practitionerOf(read, member, reader), patientOf(read, team.subject, reader)).map((found) => ({
      ...found,
      started: start(period?.start ?? team.period?.start, reader),
      ended: end(period?.end ?? team.period?.end, reader),
    })),
  );
}

export function readTeams(read: Read, reader: Reader): Membership[] {
  const ids = (row: ReadRow) => ['patient_id', 'user_id'].map((column) => cellId(row, column, reader));
  const about = (row: ReadRow) =>
    JSON.stringify([row.server, ...ids(row), String(start(row.cells.started, reader))]);
  const rows = rowsSideBySide(read, 'care_team', about, COLUMNS.care_team);
  return [
    ...rows.flatMap((row) =>
      link(cellId(row, 'user_id', reader), cellId(row, 'patient_id', reader)).map((found) => ({
        ...found,
        started: start(row.cells.started, reader),
        ended: end(row.cells.ended, reader),
      })),
    ),
    ...currentResources(read.resources, 'CareTeam').flatMap((each) => ofTeam(each, reader)),
  ];
}
