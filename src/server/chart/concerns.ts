import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Temporal } from '@js-temporal/polyfill';
import type { Journal } from '../../store/journal/journal.js';
import { keptConcerns } from '../../store/journal/kept-concerns.js';
import { journalLines } from '../../store/journal/read.js';
import { keptKey } from '../kept-key.js';

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
 * Reads the journal once (segments first, then what `collect` kept of those it folded), then follows what this
 * process writes.
 */
export class Concerns {
  private readonly all = new Map<string, Concern>();
  private readonly answers = new Map<string, Answer>();
  private readonly byRaiser = new Map<string, Concern[]>();
  private key: string | undefined;

  constructor(
    private readonly store: string,
    private readonly journal: Journal,
  ) {
    const lines = [...journalLines(store, 'concern'), ...keptConcerns(store)] as (Concern | Answer)[];
    const concerns = lines.filter(
      (line): line is Concern => typeof (line as Concern)?.concern_id === 'string',
    );
    concerns.sort((a, b) => (a.raised < b.raised ? -1 : 1));
    for (const concern of concerns) this.takeConcern(concern);
    for (const line of lines)
      if (typeof (line as Answer)?.answers === 'string') this.takeAnswer(line as Answer);
  }

  private takeConcern(concern: Concern): void {
    if (this.all.has(concern.concern_id)) return;
    this.all.set(concern.concern_id, concern);
    const same = `${concern.raiser} ${concern.encounter_ref}`;
    this.byRaiser.set(same, [...(this.byRaiser.get(same) ?? []), concern]);
  }

  /** Of two answers the later is shown. */
  private takeAnswer(answer: Answer): void {
    const known = this.answers.get(answer.answers);
    if (!known || known.answered <= answer.answered) this.answers.set(answer.answers, answer);
  }

  /** Throws Fault where the key cannot be had. */
  raiserOf(person: string): string {
    this.key ??= raiserKey(this.store);
    return createHmac('sha256', this.key).update(person).digest('base64url');
  }

  /** Stores it. Throws Fault where it cannot be written: then nothing was acknowledged. */
  raise(concern: Omit<Concern, 'concern_id'>): Concern {
    const whole = { concern_id: randomUUID(), ...concern };
    this.journal.append('concern', whole, { durable: true });
    this.takeConcern(whole);
    return whole;
  }

  answer(id: string, { at, words }: { at: Date; words: string }): boolean {
    if (!this.all.has(id)) return false;
    const answer = { answers: id, answered: at.toISOString(), answer: words };
    this.journal.append('concern', answer, { durable: true });
    this.takeAnswer(answer);
    return true;
  }

  /** Those of one person about one encounter, newest first, with their answers. */
  of(raiser: string, encounter: string): (Concern & { answer: string | null })[] {
    return (this.byRaiser.get(`${raiser} ${encounter}`) ?? [])
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

/** Without it a raiser cannot be told from a hash. */
function raiserKey(store: string): string {
  return keptKey(join(store, 'journal', 'raiser.key'), {
    make: () => randomBytes(32).toString('base64url'),
    doing: 'keeping the key of those who raise concerns',
  });
}
