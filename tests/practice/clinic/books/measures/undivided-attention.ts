import { hour } from '../../site-time.js';
import { inside } from '../per-encounter.js';
import { type Cell, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

const stays = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'];

/**
 * "(visit − active EHR time inside it) ÷ visit". Visits have a start and a later end as given and are no stays; the
 * time is that of all clinicians' rows attributed to the visit whose instant lies in it, at most the visit itself
 * (decision 101).
 */
export function undividedAttention(ledger: Ledger): Figures {
  const { places, rowsOf, responsible, windows, attributor } = ledger.reckoning;
  const cells = [...places.values()].flatMap((place): Cell[] => {
    const read = attributor.find(place.id);
    if (!read || stays.includes(read.class) || !inside(place, windows.audit)) return [];
    const { started, ended } = read;
    if (started === null || ended === null || ended <= started) return [];
    const visit = (ended - started) / hour;
    const busy = (rowsOf.get(place.id) ?? [])
      .filter(({ at }) => started <= at && at <= ended)
      .reduce((sum, row) => sum + ledger.hours(row), 0);
    const cluster = responsible[place.id]!;
    return [{ cluster, numerator: visit - Math.min(visit, busy), denominator: visit }];
  });
  return whole('undivided-attention', cells);
}
