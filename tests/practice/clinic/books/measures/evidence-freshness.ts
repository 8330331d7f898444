import { instantOf, siteDate } from '../../site-time.js';
import { firings } from '../episodes.js';
import type { AlertFact } from '../facts.js';
import { insidePeriod } from '../window.js';
import { type Cell, each, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "alert firings whose evidence was reviewed in the last 24 months ÷ firings with known evidence date": before the site
 * day of each firing, both days included, by the calendar; a later review counts too (decisions 82, 83).
 */
export function evidenceFreshness(ledger: Ledger): Figures {
  const items = firings(ledger.books).filter(
    ({ at, key }) => insidePeriod(at, ledger.period) && ledger.alertEntry(key)?.evidence,
  );
  const cell = (firing: AlertFact): Cell => ({
    cluster: firing.user,
    numerator: isFresh(ledger.alertEntry(firing.key)!.evidence!.reviewed, firing.at) ? 1 : 0,
    denominator: 1,
  });
  return {
    ...whole('evidence-freshness', items.map(cell)),
    ...each('evidence-freshness', 'tool', {
      items,
      of: ({ key }) => ledger.alertEntry(key)?.tool ?? '',
      cell,
    }),
    ...each('evidence-freshness', 'alert_key', { items, of: ({ key }) => key, cell }),
  };
}

function isFresh(reviewed: string, at: number): boolean {
  const [year, month, date] = siteDate(at).split('-').map(Number) as [number, number, number];
  const earliest = `${year - 2}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return instantOf(reviewed) >= instantOf(earliest);
}
