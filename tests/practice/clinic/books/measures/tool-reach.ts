import { type Cell, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** "Encounters in which the tool was touched ÷ all encounters", and those that any mapped tool touched. */
export function toolReach(ledger: Ledger): Figures {
  const { rows, rowsOf, responsible } = ledger.reckoning;
  const places = rows
    .filter((row) => row.logged_actions !== null)
    .map(({ encounter_id }) => {
      const tools = (rowsOf.get(encounter_id) ?? []).map(({ tool }) => tool).filter((tool) => tool !== '');
      return { cluster: responsible[encounter_id]!, tools: new Set(tools) };
    });
  const reached = (touched: (tools: Set<string>) => boolean) =>
    places.map(
      ({ cluster, tools }): Cell => ({ cluster, numerator: touched(tools) ? 1 : 0, denominator: 1 }),
    );
  const every = new Set(places.flatMap(({ tools }) => [...tools]));
  return Object.assign(
    whole(
      'tool-reach',
      reached((tools) => tools.size > 0),
    ),
    ...[...every].map((tool) =>
      whole(
        `tool-reach by tool=${tool}`,
        reached((tools) => tools.has(tool)),
      ),
    ),
  );
}
