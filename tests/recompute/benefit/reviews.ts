import type { Episode } from '../episodes.js';
import type { Alert } from '../tables.js';
import type { Extra } from './read-extra.js';

/** "yes and no in the usual words" (decisions.md 89); null: the review could not tell. */
function said(cell: string | undefined): boolean | null {
  const word = (cell ?? '').trim().toLowerCase();
  if (['true', 'yes', 'y', '1', 't', 'appropriate'].includes(word)) return true;
  return ['false', 'no', 'n', '0', 'f', 'inappropriate'].includes(word) ? false : null;
}

/** What a review says of an episode: "of several of one episode that of the answered firing", else that of another
 * firing. */
export function reviewOf({ firings, answer }: Episode, reviews: Extra[]): boolean | null {
  const of = (alert: Alert) => {
    const found = reviews.find(({ id }) => id === JSON.stringify([alert.server, alert.id]));
    return found ? said(found.cells.appropriate) : null;
  };
  const first = answer ? of(answer.alert) : null;
  return first ?? firings.map(of).find((one) => one !== null) ?? null;
}
