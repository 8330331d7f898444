import { second } from '../../site-time.js';
import type { Episode } from '../episodes.js';
import { alertShare } from './alert-shares.js';
import type { Figure, Figures } from './cells.js';
import type { Ledger } from './ledger.js';
import { median } from './median.js';

/**
 * "response instant − shown instant (s): median and share under 3 s", from the firing that was answered, where it
 * was shown and the answer has an instant not before it (decision 53).
 */
export function dwellTime(ledger: Ledger): Figures {
  const timed = ledger.episodes.flatMap((episode): { episode: Episode; dwell: number }[] => {
    const dwell = dwellOf(episode);
    return dwell === null ? [] : [{ episode, dwell }];
  });
  const seconds = (list: typeof timed): Figure => ({
    value: median(list.map(({ dwell }) => dwell)) / second,
  });
  const tools = [...new Set(timed.map(({ episode }) => ledger.toolOf(episode)))].filter(Boolean);
  return {
    'dwell-time': seconds(timed),
    ...Object.fromEntries(
      tools.map((tool) => [
        `dwell-time by tool=${tool}`,
        seconds(timed.filter(({ episode }) => ledger.toolOf(episode) === tool)),
      ]),
    ),
    ...alertShare(ledger, 'dwell-under-3-s', (episode) => {
      const dwell = dwellOf(episode);
      return dwell === null ? null : dwell < 3 * second;
    }),
  };
}

function dwellOf({ answered, answeredAt }: Episode): number | null {
  if (!answered || answeredAt === null || answered.seen !== 'shown' || answeredAt < answered.at) return null;
  return answeredAt - answered.at;
}
