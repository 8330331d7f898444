import { keepConcerns, keptConcerns } from '../../store/journal/kept-concerns.js';
import { type Micros, parseInstant } from '../instant.js';

interface ConcernLine {
  concern_id: string;
  raised: string;
  tool?: string;
  alert_key?: string;
  encounter_ref?: string;
  words?: string;
  signed?: string;
}

interface AnswerLine {
  answers: string;
  answered: string;
}

export interface ConcernRow {
  [column: string]: string | Micros | null;
  concern_id: string;
  raised: Micros;
  answered: Micros | null;
  version: string;
}

/** Later than any instant: versions must sort, and the first answer must win. */
const NEVER = 10n ** 18n;

/**
 * The rows that new lines of the journal make or change. `keep` keeps the lines themselves (journal.ts says why): to be
 * called when the rows are in the store.
 */
export function foldConcerns(store: string, fresh: unknown[]): { rows: ConcernRow[]; keep: () => void } {
  const all = distinct([...keptConcerns(store), ...fresh]);
  const concerns = new Map(all.filter(isConcern).map((line) => [line.concern_id, line]));
  const answered = new Map<string, Micros>();
  for (const line of all.filter(isAnswer)) {
    const at = parseInstant(line.answered);
    const known = answered.get(line.answers);
    if (at !== undefined && (known === undefined || at < known)) answered.set(line.answers, at);
  }
  const touched = new Set(
    fresh.flatMap((line) => (isConcern(line) ? line.concern_id : isAnswer(line) ? line.answers : [])),
  );
  const rows = [...touched].flatMap((id) => {
    const concern = concerns.get(id);
    return concern ? (rowOf(concern, answered.get(id) ?? null) ?? []) : [];
  });
  return { rows, keep: () => keepConcerns(store, all) };
}

function rowOf(line: ConcernLine, answered: Micros | null): ConcernRow | undefined {
  const raised = parseInstant(line.raised);
  if (raised === undefined) return undefined;
  const { concern_id, tool = '', alert_key = '', encounter_ref = '', words = '', signed = '' } = line;
  const version = answered === null ? '0' : `1|${String(NEVER - answered).padStart(19, '0')}`;
  return { concern_id, raised, tool, alert_key, encounter_ref, words, signed, answered, version };
}

/** The same line twice is one: a fold that was cut short leaves it in both places. */
function distinct(lines: unknown[]): unknown[] {
  const known = new Map(lines.map((line) => [JSON.stringify(line), line]));
  return [...known.values()].filter((line) => isConcern(line) || isAnswer(line));
}

function isConcern(line: unknown): line is ConcernLine {
  const { concern_id, raised } = (line ?? {}) as Partial<ConcernLine>;
  return typeof concern_id === 'string' && typeof raised === 'string';
}

function isAnswer(line: unknown): line is AnswerLine {
  const { answers, answered } = (line ?? {}) as Partial<AnswerLine>;
  return typeof answers === 'string' && typeof answered === 'string';
}
