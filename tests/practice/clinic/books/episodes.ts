import { minute } from '../site-time.js';
import { groupBy } from './credit.js';
import { type AlertFact, type AlertMap, type AnswerFact, type Books, compareIds } from './facts.js';

export interface Episode {
  first: AlertFact;
  firings: AlertFact[];
  answer: AnswerFact['response'] | null;
  /** The firing that was answered, and when; the instant is null where nobody wrote it down. */
  answered: AlertFact | null;
  answeredAt: number | null;
  interruptive: boolean | null;
}

/** One row an id: an alert that is there as returned and as shown counts once, as shown. */
export function firings(books: Books): AlertFact[] {
  const byId = groupBy(
    books.alerts.filter((alert) => alert.counts),
    (alert) => alert.id,
  );
  return [...byId.values()].map((rows) => rows.find((row) => row.seen === 'shown') ?? rows[0]!);
}

export function episodes(books: Books): Episode[] {
  const answers = groupBy(books.answers, (answer) => answer.alert);
  const found: Episode[] = [];
  const build = (group: AlertFact[]) => found.push(episode(group, answers, books.alertMap));
  const streams = groupBy(firings(books), (firing) =>
    firing.key === '' || firing.user === '' || firing.patient === ''
      ? JSON.stringify([firing.id])
      : JSON.stringify([firing.key, firing.user, firing.patient]),
  );
  for (const stream of streams.values()) {
    stream.sort((a, b) => a.at - b.at || compareIds(a.id, b.id));
    let current: AlertFact[] = [];
    for (const firing of stream) {
      const previous = current[current.length - 1];
      if (previous && !(follows(firing, previous) && !answeredBy(firing.at, current, answers))) {
        build(current);
        current = [];
      }
      current.push(firing);
    }
    build(current);
  }
  return found;
}

function follows(firing: AlertFact, previous: AlertFact): boolean {
  return firing.at - previous.at <= 10 * minute || (firing.hook !== '' && firing.hook === previous.hook);
}

/** An answer without an instant counts as given at once; "by then" includes the same instant. */
function answeredBy(at: number, earlier: AlertFact[], answers: Map<string, AnswerFact[]>): boolean {
  return earlier.some((firing) =>
    (answers.get(firing.id) ?? []).some((answer) => (answer.at ?? firing.at) <= at),
  );
}

function episode(group: AlertFact[], answers: Map<string, AnswerFact[]>, map: AlertMap[]): Episode {
  const given = group.flatMap((firing) =>
    (answers.get(firing.id) ?? []).map((answer) => ({
      ...answer,
      firing,
      written: answer.at,
      at: answer.at ?? firing.at,
    })),
  );
  given.sort((a, b) => a.at - b.at || compareIds(a.response, b.response));
  const modes = group.map((firing) => interruptive(firing, map));
  return {
    first: group[0]!,
    firings: group,
    answer: given[0]?.response ?? null,
    answered: given[0]?.firing ?? null,
    answeredAt: given[0]?.written ?? null,
    interruptive: modes.includes(true) ? true : modes.includes(null) ? null : false,
  };
}

/** The row's own word counts; where it is unknown, the alert map's. */
function interruptive(firing: AlertFact, map: AlertMap[]): boolean | null {
  if (firing.interruptive !== 'unknown') return firing.interruptive === 'true';
  return map.find((entry) => fits(entry.key, firing.key))?.interruptive ?? null;
}

export function fits(pattern: string, key: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's').test(key);
}
