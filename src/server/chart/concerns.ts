import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from '@js-temporal/polyfill';
import { type Journal, journalLines } from '../../store/journal.js';
import { writeWhole } from '../../store/layout.js';

/** A concern as the journal has it; instants are ISO, UTC. */
export interface Concern {
  concern_id: string;
  raised: string;
  tool: string;
  alert_key: string;
  encounter_ref: string;
  words: string;
  /** The name, only where the person signed. */
  signed: string;
  /** A keyed hash of who raised it, so that the answer comes back to them; nobody else is shown it. */
  raiser: string;
}

interface Answer {
  answers: string;
  answered: string;
  answer: string;
}

/** What the informatics team sees of a concern (measures: "Concerns show week, tool and words"). */
export interface ConcernForTeam {
  id: string;
  /** "2026-W48". */
  week: string;
  about: string;
  words: string;
  signed: string;
  answer: string | null;
}

export const MOST_WORDS = 500;

/**
 * The concerns of a store. Each is in the journal, and on disk, before it is acknowledged.
 * Reads the journal once, then follows what this process writes.
 */
export class Concerns {
  private readonly all = new Map<string, Concern>();
  private readonly answers = new Map<string, Answer>();
  private readonly key: string;

  constructor(
    store: string,
    private readonly journal: Journal,
  ) {
    this.key = raiserKey(store);
    for (const line of journalLines(store, 'concern')) this.take(line as Concern | Answer);
  }

  private take(line: Concern | Answer): void {
    if ('concern_id' in line) this.all.set(line.concern_id, line);
    else if ('answers' in line) this.answers.set(line.answers, line);
  }

  raiserOf(person: string): string {
    return createHmac('sha256', this.key).update(person).digest('base64url');
  }

  /** Stores it. Throws Fault where it cannot be written: then nothing was acknowledged. */
  raise(concern: Omit<Concern, 'concern_id'>): Concern {
    const whole = { concern_id: randomUUID(), ...concern };
    this.journal.append('concern', whole, { durable: true });
    this.take(whole);
    return whole;
  }

  answer(id: string, { at, words }: { at: Date; words: string }): boolean {
    if (!this.all.has(id)) return false;
    const answer = { answers: id, answered: at.toISOString(), answer: words };
    this.journal.append('concern', answer, { durable: true });
    this.take(answer);
    return true;
  }

  /** Those of one person about one encounter, newest first, with their answers. */
  of(raiser: string, encounter: string): (Concern & { answer: string | null })[] {
    return [...this.all.values()]
      .filter((one) => one.raiser === raiser && one.encounter_ref === encounter)
      .map((one) => ({ ...one, answer: this.answers.get(one.concern_id)?.answer ?? null }))
      .reverse();
  }

  /** All, in an order that says nothing of the hour. */
  forTeam(timeZone: string | null): ConcernForTeam[] {
    return [...this.all.values()]
      .map((one) => ({
        id: one.concern_id,
        week: weekOf(one.raised, timeZone),
        about: one.tool || one.alert_key,
        words: one.words,
        signed: one.signed,
        answer: this.answers.get(one.concern_id)?.answer ?? null,
      }))
      .sort((a, b) => (a.week === b.week ? (a.id < b.id ? -1 : 1) : a.week < b.week ? 1 : -1));
  }
}

function weekOf(instant: string, timeZone: string | null): string {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone ?? 'UTC');
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

/** Made once a store; without it a raiser cannot be told from a hash. */
function raiserKey(store: string): string {
  const path = join(store, 'journal', 'raiser.key');
  if (!existsSync(path)) writeWhole(path, randomBytes(32).toString('base64url'));
  return readFileSync(path, 'utf8');
}
