import { inside } from '../per-encounter.js';
import { type Cell, type Figures, whole } from './cells.js';
import { feedWindows } from './feed-windows.js';
import type { Ledger } from './ledger.js';

/**
 * "CDS system actions applied without a card ÷ encounters": changes that name the encounter, at any time; by tool the
 * encounters it touched, by an action or by a change (decisions 78, 79).
 */
export function silentChanges(ledger: Ledger): Figures {
  const { places, responsible, rowsOf } = ledger.reckoning;
  const window = feedWindows(ledger).silentChanges;
  const covered = [...places.values()].filter((place) => inside(place, window));
  const cells = (tool?: string) =>
    covered.flatMap((place): Cell[] => {
      const changes = ledger.books.silentChanges.filter(
        (change) => change.encounter === place.id && (tool === undefined || change.tool === tool),
      ).length;
      const touched =
        tool === undefined || changes > 0 || (rowsOf.get(place.id) ?? []).some((row) => row.tool === tool);
      return touched ? [{ cluster: responsible[place.id]!, numerator: changes, denominator: 1 }] : [];
    });
  const tools = [...new Set(ledger.books.silentChanges.map(({ tool }) => tool))];
  return Object.assign(
    whole('silent-changes', cells()),
    ...tools.map((tool) => whole(`silent-changes by tool=${tool}`, cells(tool))),
  );
}
