import { covers } from '../windows.js';
import { type Line, lineOf, type Part, whole } from './line.js';
import { cellsOf } from './orders.js';
import type { Scene } from './scene.js';

type Entry = Scene['ofPeriod'][number];

/** Encounters of the period inside the window of such a feed. */
export function coveredBy(table: 'silent_change' | 'benefit', scene: Scene): Entry[] {
  return scene.ofPeriod.filter(({ of }) =>
    covers(scene.windows[table], of.begins, of.ends, scene.world.site),
  );
}

/** decisions.md 79: those that name it, at any time; by tool the encounters it touched, by an action or by a change. */
export function silentChanges(scene: Scene): Line[] {
  const measure = 'silent-changes';
  const entries = coveredBy('silent_change', scene).map(({ of }) => {
    const changes = scene.extra.silent_change.filter(({ encounter }) => encounter === of.id);
    const tools = [
      ...of.events.flatMap(({ tool }) => tool ?? []),
      ...changes.flatMap(({ cells }) => cells.tool || []),
    ];
    const cells = cellsOf({ encounter: of.id, patient: of.patient }, scene).map((by) => JSON.stringify(by));
    return { of, changes, tools, cells };
  });
  const line = (by: Record<string, string>, own: typeof entries, tool?: string) => {
    const parts: Part[] = own.map(({ of, changes }) => ({
      id: of.responsible,
      numerator: whole(changes.filter(({ cells }) => tool === undefined || cells.tool === tool).length),
      denominator: whole(1),
      encounter: of.id,
      patient: of.patient,
    }));
    return lineOf({ measure, by }, parts, 'rate');
  };
  const cells = [...new Set(entries.flatMap((entry) => entry.cells))];
  const tools = [...new Set(entries.flatMap((entry) => entry.tools))];
  return [
    ...cells.map((cell) =>
      line(
        JSON.parse(cell),
        entries.filter((entry) => entry.cells.includes(cell)),
      ),
    ),
    ...tools.map((tool) =>
      line(
        { tool },
        entries.filter((entry) => entry.tools.includes(tool)),
        tool,
      ),
    ),
  ];
}
