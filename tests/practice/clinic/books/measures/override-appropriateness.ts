import type { Episode } from '../episodes.js';
import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "appropriate ÷ reviewed overrides": of episodes overridden in the period, whenever they were reviewed; of several
 * reviews of one episode that of the answered firing. One that could not tell is in neither (decision 89).
 */
export function overrideAppropriateness(ledger: Ledger): Figures {
  const reviews = new Map(ledger.books.reviews.map(({ alert, appropriate }) => [alert, appropriate]));
  return alertShare(ledger, 'override-appropriateness', (episode: Episode) => {
    if (episode.answer !== 'overridden') return null;
    const reviewed = episode.firings.map(({ id }) => id).filter((id) => reviews.has(id));
    const [only, another] = reviewed;
    if (episode.answered && reviewed.includes(episode.answered.id))
      return reviews.get(episode.answered.id) ?? null;
    if (another !== undefined)
      throw new Error(`${episode.first.id}: several reviews, none of the answered firing`);
    return only === undefined ? null : (reviews.get(only) ?? null);
  });
}
