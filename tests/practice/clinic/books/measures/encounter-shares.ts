import type { Place } from '../places.js';
import { type Cell, each, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** A share of encounters, whole and by the patient's language; null where an encounter is in neither. */
export function encounterShare(
  ledger: Ledger,
  key: string,
  judge: (place: Place) => boolean | null,
): Figures {
  const { places, responsible } = ledger.reckoning;
  const items = [...places.values()].filter((place) => judge(place) !== null);
  const cell = (place: Place): Cell => ({
    cluster: responsible[place.id]!,
    numerator: judge(place) ? 1 : 0,
    denominator: 1,
  });
  const spoken = items.filter(({ patient }) => ledger.language(patient) !== 'language=missing');
  return {
    ...whole(key, items.map(cell)),
    ...each(key, 'stratum', { items: spoken, of: ({ patient }) => ledger.language(patient), cell }),
  };
}
