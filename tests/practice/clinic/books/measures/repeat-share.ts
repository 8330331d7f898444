import { day } from '../../site-time.js';
import { groupBy } from '../credit.js';
import type { Episode } from '../episodes.js';
import { alertShare } from './alert-shares.js';
import type { Figures } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "alerts whose same key and patient fired before, to the same clinician, within 24 h (and: within a year)". Any
 * firing of an earlier episode counts; without key, user or patient nothing repeats (decision 51).
 */
export function repeatShare(ledger: Ledger): Figures {
  const named = ledger.reckoning.episodes.filter(
    ({ first }) => first.key !== '' && first.user !== '' && first.patient !== '',
  );
  const streams = groupBy(named, streamOf);
  const within = (span: number) => (episode: Episode) =>
    (streams.get(streamOf(episode)) ?? []).some(
      (earlier) =>
        earlier !== episode &&
        earlier.firings.some(({ at }) => at < episode.first.at && episode.first.at - at <= span),
    );
  return {
    ...alertShare(ledger, 'repeat-share 86400', within(day)),
    ...alertShare(ledger, 'repeat-share 31536000', within(365 * day)),
  };
}

function streamOf({ first }: Episode): string {
  return JSON.stringify([first.key, first.user, first.patient]);
}
