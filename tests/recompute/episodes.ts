import { compareBytes } from './bytes.js';
import { groupBy } from './group.js';
import { MINUTE, type Micros } from './instants.js';
import type { Alert, Answer, Interruptive } from './tables.js';

/** An answer with the instant it counts as given. */
export interface Given {
  at: Micros;
  response: string;
  /** The answered firing, and whether the feed told the instant: both for dwell time. */
  alert: Alert;
  timed: boolean;
}

export interface Episode {
  firings: Alert[];
  first: Alert;
  answer: Given | null;
  interruptive: Interruptive;
}

/** "(an answer without an instant counts as given at once)" */
export function answersTo(alert: Alert, answers: Answer[]): Given[] {
  return answers
    .filter((answer) => answer.alert === JSON.stringify([alert.server, alert.id]))
    .map(({ responded, response }) => ({
      at: responded ?? alert.shown,
      response,
      alert,
      timed: responded !== null,
    }));
}

/** "All answers count; the episode's is the first of them." "of two answers at one instant accepted comes first" */
function firstAnswer(all: Given[]): Given | null {
  const [first] = [...all].sort((a, b) =>
    a.at === b.at
      ? Number(b.response === 'accepted') - Number(a.response === 'accepted')
      : a.at < b.at
        ? -1
        : 1,
  );
  return first ?? null;
}

/** "while each follows the previous by at most 10 min (or shares its hook instance) and no earlier one had been answered by
 * then"; "\"Answered by then\" includes the same instant"; "A firing joins by hook instance with the previous firing's." */
function joins(alert: Alert, episode: Alert[], answers: Answer[]): boolean {
  const previous = episode.at(-1)!;
  const close = alert.shown - previous.shown <= 10n * MINUTE;
  const sameHook = alert.hook !== null && alert.hook === previous.hook;
  const answered = episode.some((earlier) => answersTo(earlier, answers).some(({ at }) => at <= alert.shown));
  return (close || sameHook) && !answered;
}

/** "it is interruptive if any firing is, unknown if none is and one is unknown" */
function interruptiveOf(firings: Alert[]): Interruptive {
  if (firings.some(({ interruptive }) => interruptive === true)) return true;
  return firings.some(({ interruptive }) => interruptive === null) ? null : false;
}

function close(firings: Alert[], answers: Answer[]): Episode {
  return {
    firings,
    first: firings[0]!,
    answer: firstAnswer(firings.flatMap((alert) => answersTo(alert, answers))),
    interruptive: interruptiveOf(firings),
  };
}

/** "Firings of one alert key to one user for one patient"; "Firings without key, user or patient stand alone." */
export function episodesOf(alerts: Alert[], answers: Answer[]): Episode[] {
  const key = ({ key, user, patient, server, id }: Alert) =>
    JSON.stringify(
      key === null || user === null || patient === null ? ['alone', server, id] : [key, user, patient],
    );
  return [...groupBy(alerts, key).values()].flatMap((group) => {
    const ordered = [...group].sort((a, b) =>
      a.shown === b.shown ? compareBytes(a.id, b.id) : a.shown < b.shown ? -1 : 1,
    );
    const episodes: Alert[][] = [];
    for (const alert of ordered) {
      const running = episodes.at(-1);
      if (running && joins(alert, running, answers)) running.push(alert);
      else episodes.push([alert]);
    }
    return episodes.map((firings) => close(firings, answers));
  });
}
