import { type Attributor, effectiveEnd } from './attribute.js';
import { type AuditFact, type Books, compareIds, countingStatus } from './facts.js';

/** An encounter of the period that counts, read or only referred to. */
export interface Place {
  id: string;
  patient: string;
  class: string;
  printedStart: number | null;
  printedEnd: number | null;
  start: number;
  end: number | null;
  participants: { user: string; role: string }[];
}

export function readPlaces(books: Books, rowsOf: Map<string, AuditFact[]>): Place[] {
  return books.encounters
    .filter((encounter) => countingStatus(encounter.status))
    .flatMap((encounter) => {
      // Without a start the first clinician row dates it, for the period only: nothing is printed.
      const first = (rowsOf.get(encounter.id) ?? []).map((row) => row.at).sort((a, b) => a - b)[0];
      const start = encounter.started ?? first;
      if (start === undefined) return [];
      return [
        {
          id: encounter.id,
          patient: encounter.patient,
          class: encounter.class,
          printedStart: encounter.started,
          printedEnd: encounter.ended,
          start,
          end: effectiveEnd(encounter),
          participants: encounter.participants,
        },
      ];
    });
}

export function unreadPlaces(attributor: Attributor, rowsOf: Map<string, AuditFact[]>): Place[] {
  return [...rowsOf].flatMap(([id, rows]) => {
    if (attributor.find(id)) return [];
    const instants = rows.map((row) => row.at).sort((a, b) => a - b);
    const patients = rows.map((row) => row.patient).filter((patient) => patient !== '');
    const [start, end] = [instants[0]!, instants[instants.length - 1]!];
    return [
      {
        id,
        patient: patients.sort(compareIds)[0] ?? '',
        class: '',
        printedStart: start,
        printedEnd: end,
        start,
        end,
        participants: [],
      },
    ];
  });
}
