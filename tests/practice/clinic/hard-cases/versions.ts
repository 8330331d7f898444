import { createHash } from 'node:crypto';
import type { Clinic } from '../clinic.js';
import { admit } from '../desk/admit.js';
import { type Entry, record } from '../desk/log.js';
import { type AuditPaper, auditEvent } from '../paper/audit-event.js';
import type { Json } from '../paper/references.js';
import { physicians } from '../people/clinicians.js';
import { hour, minute, second } from '../site-time.js';
import { on, row } from './stage.js';

/** Patients 241–244: of one id and instant one row counts; the others differ in tool, patient or encounter. */
export function versions(clinic: Clinic): void {
  const random = clinic.random('versions');
  const from = on(clinic, 9, '06:10');
  const who = physicians[2]!;
  const [right, wrong] = [clinic.patient(241), clinic.patient(242)];
  const encounter = admit(clinic, {
    patient: right,
    started: from,
    ended: from + 2 * hour,
    people: [{ who, role: 'ATND' }],
  });
  const entry = (index: number): Entry => ({
    at: from + index * 40 * second + (index % 3) * 1000,
    who,
    form: 'reference',
    does: 'chart',
    patient: right,
    encounter,
    how: 'element',
    id: String(clinic.next('AuditEvent of main')),
  });
  let index = 0;
  const twice = (set: (older: AuditPaper, newer: AuditPaper) => void) => {
    const current = entry(index++);
    const newer = record(clinic, current);
    const older = record(clinic, { ...current, patient: wrong, does: 'orders', how: 'unsaid' });
    set(older.paper, newer.paper);
    file(clinic, [older.paper, newer.paper], random.chance(0.5));
    clinic.books.audit.push(newer.fact);
  };
  for (let count = 0; count < 20; count++)
    twice((older, newer) => stamp(older, newer, { later: 5 * minute, versions: ['1', '2'] }));
  // Within one instant the version is compared as a number: 10 is newer than 9.
  for (let count = 0; count < 10; count++)
    twice((older, newer) => stamp(older, newer, { later: 0, versions: ['9', '10'] }));
  // The later instant wins, also with the smaller version.
  for (let count = 0; count < 6; count++)
    twice((older, newer) => stamp(older, newer, { later: second, versions: ['7', '3'] }));
  for (let count = 0; count < 8; count++) byHash(clinic, entry(index++), random.chance(0.5));
  for (let count = 0; count < 20; count++) copies(clinic, entry(index++));
  sameIdOtherInstant(clinic, encounter.id);
}

function stamp(
  older: AuditPaper,
  newer: AuditPaper,
  { later, versions }: { later: number; versions: [string, string] },
): void {
  older.lastUpdated = newer.at + minute;
  newer.lastUpdated = older.lastUpdated + later;
  [older.version, newer.version] = versions;
}

/** What arrives late is in the last file; nothing may depend on it. */
function file(clinic: Clinic, papers: AuditPaper[], newestLate: boolean): void {
  const [first, second] = newestLate ? papers : [...papers].reverse();
  clinic.file('main', auditEvent(first!));
  clinic.late.push(JSON.stringify(auditEvent(second!)));
}

/** The same instant and version, another content: the greater hash wins. */
function byHash(clinic: Clinic, entry: Entry, newestLate: boolean): void {
  const one = record(clinic, entry);
  const other = record(clinic, { ...entry, does: 'notes' });
  stamp(one.paper, other.paper, { later: 0, versions: ['1', '1'] });
  const hash = ({ paper }: typeof one) => contentHash(auditEvent(paper));
  clinic.books.audit.push(hash(one) > hash(other) ? one.fact : other.fact);
  file(clinic, [one.paper, other.paper], newestLate);
}

function copies(clinic: Clinic, entry: Entry): void {
  const { fact, paper } = record(clinic, entry);
  clinic.books.audit.push(fact);
  file(clinic, [paper, paper], true);
}

/** Patients 243 and 244: an id used again at another instant is another event. */
function sameIdOtherInstant(clinic: Clinic, encounter: string): void {
  for (let count = 0; count < 12; count++) {
    const id = String(clinic.next('AuditEvent of main'));
    const at = on(clinic, 9, '11:45') + count * 20 * second;
    row(clinic, { at, id, patient: clinic.patient(243), encounter, how: 'element' });
    row(clinic, {
      at: at + 3 * second,
      id,
      patient: clinic.patient(244),
      encounter,
      how: 'element',
      does: 'notes',
    });
  }
}

/** measures.md: the SHA-256 (hex) of the resource's JSON with sorted keys and no white space. */
export function contentHash(resource: Json): string {
  return createHash('sha256').update(canonical(resource)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
