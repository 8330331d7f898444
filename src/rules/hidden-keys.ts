import type { Evaluate, MeasureCell, MeasureDefinition } from '../measures/measure.js';
import { cellKey, type Hidden, tableCell } from './hidden-cells.js';
import { suppressNested } from './statistics/nested.js';

interface Asking {
  evaluate: Evaluate;
  minClinicians: number;
  /** Cells that are hidden in any case: of the pair that gives them away (evaluations.ts). */
  known?: Hidden;
}

/** Whether a measure is shown by tool and by alert key: then a tool's row is the sum of its keys. */
export const isNested = ({ by }: Pick<MeasureDefinition, 'by'>): boolean =>
  by.includes('tool') && by.includes('alert_key');

/** The cells of a measure's tables by tool and by alert key that must not be shown, for both tables together. */
export async function hiddenNested(
  measure: string,
  { evaluate, minClinicians, known = new Set() }: Asking,
): Promise<Hidden> {
  const cellsOf = async (request: Omit<Parameters<Evaluate>[0], 'measure'>) =>
    (await evaluate({ measure, ...request })).cells;
  const tools = await cellsOf({ by: 'tool' });
  const keys = await cellsOf({ by: 'alert_key' });
  const names = [...new Set(tools.flatMap(({ by }) => by.tool ?? []))];
  const within = new Map<string, MeasureCell[]>();
  for (const tool of names) within.set(tool, await cellsOf({ by: 'alert_key', where: { tool: [tool] } }));
  const hidden = new Set<string>();
  for (const variant of new Set([...tools, ...keys].map((cell) => cell.variant))) {
    const own = (cells: readonly MeasureCell[]) => cells.filter((cell) => cell.variant === variant);
    const found = suppressNested(
      {
        known,
        wholes: own(tools).map(tableCell),
        parts: own(keys).map(tableCell),
        partsOf: new Map(
          names.map((tool) => [
            cellKey({ variant, by: { tool } }),
            new Set(own(within.get(tool) ?? []).map(cellKey)),
          ]),
        ),
      },
      minClinicians,
    );
    for (const key of found) hidden.add(key);
  }
  return hidden;
}
