import type { Episode } from '../episodes.js';
import { type Cell, each, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** Null where an episode is in neither numerator nor denominator. */
type Judge = (episode: Episode) => boolean | null;

/** A share of the period's alert episodes, whole and by tool, key and the patient's language. */
export function alertShare(ledger: Ledger, key: string, judge: Judge, measured = ledger.episodes): Figures {
  const items = measured.filter((episode) => judge(episode) !== null);
  const cell = (episode: Episode): Cell => ({
    cluster: episode.first.user,
    numerator: judge(episode) ? 1 : 0,
    denominator: 1,
  });
  return {
    ...whole(key, items.map(cell)),
    ...each(key, 'tool', { items, of: (episode) => ledger.toolOf(episode), cell }),
    ...each(key, 'alert_key', { items, of: ({ first }) => first.key, cell }),
    ...each(key, 'stratum', {
      items: items.filter(({ first }) => ledger.language(first.patient) !== 'language=missing'),
      of: ({ first }) => ledger.language(first.patient),
      cell,
    }),
  };
}
