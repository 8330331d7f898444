import { groupBy } from '../credit.js';
import { inside } from '../per-encounter.js';
import type { Figures } from './cells.js';
import { encounterShare } from './encounter-shares.js';
import { feedWindows } from './feed-windows.js';
import type { Ledger } from './ledger.js';

/**
 * "encounters with education or an after-visit summary in the patient's preferred language ÷ encounters". First subtags
 * are compared; without a known language, or where no language fits and one is not said, it is in neither (94).
 */
export function educationInLanguage(ledger: Ledger): Figures {
  const window = feedWindows(ledger).benefits;
  const given = groupBy(
    ledger.books.benefits.filter(({ kind }) => kind === 'education'),
    ({ encounter }) => encounter,
  );
  return encounterShare(ledger, 'education-in-language', (place) => {
    const spoken = ledger.books.languages.get(place.patient);
    if (!inside(place, window) || !spoken) return null;
    const languages = (given.get(place.id) ?? []).map(({ language }) => language);
    if (languages.some((language) => firstSubtag(language) === firstSubtag(spoken))) return true;
    return languages.includes('') ? null : false;
  });
}

function firstSubtag(tag: string): string {
  return tag.split('-', 1)[0]!.toLowerCase();
}
