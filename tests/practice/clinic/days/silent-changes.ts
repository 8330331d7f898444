import type { Clinic } from '../clinic.js';
import { day, hour, iso, minute } from '../site-time.js';
import { type PlantedTool, plantedTools } from '../story.js';

const [firstDay, lastDay] = [1, 26];

/** What a tool changed without showing a card. The export has neither the first day nor the last. */
export function silentChanges(clinic: Clinic): void {
  const random = clinic.random('silent changes');
  const { from } = clinic.calendar;
  const note = (at: number, tool: string, encounter: string) => {
    const fact = { id: `S${clinic.next('silent change')}`, at, tool, encounter };
    clinic.books.silentChanges.push(fact);
    clinic.cells.silent_change.push([fact.id, iso(at), tool, encounter]);
  };
  for (const { tool, encounter, at } of uses(clinic)) {
    const chance = clinic.story.silent[tool];
    const times = chance === 0 || !random.chance(chance) ? 0 : random.int(1, 2);
    for (let time = 0; time < times; time++) note(at + random.int(1, 5) * minute, tool, encounter);
  }
  // Of nobody's encounter, of one without a row, of one that does not count: they count nowhere. The first and the
  // last of the export are of this kind.
  const tool = 'coding-assistant';
  const cancelled = clinic.books.encounters.find(({ status }) => status === 'cancelled')!;
  note(from + firstDay * day + 9 * hour, tool, '');
  note(from + 12 * day, tool, 'Encounter/99999');
  note(from + lastDay * day + 9 * hour, tool, cancelled.id);
}

interface Use {
  tool: PlantedTool;
  encounter: string;
  at: number;
}

/** Each tool once in each encounter that a row of it names. */
function uses(clinic: Clinic): Use[] {
  const { from } = clinic.calendar;
  const found = new Map<string, Use>();
  for (const { tool, encounter, at, kind } of clinic.books.audit) {
    const planted = plantedTools.find((one) => one === tool);
    if (!planted || encounter === '' || kind !== 'clinician') continue;
    if (at < from + (firstDay + 1) * day || at > from + (lastDay - 1) * day) continue;
    const key = `${tool} ${encounter}`;
    if (!found.has(key)) found.set(key, { tool: planted, encounter, at });
  }
  return [...found.values()];
}
