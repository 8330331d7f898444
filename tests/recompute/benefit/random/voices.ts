import type { Cells } from '../../random/cells.js';
import type { Random } from '../../random/random.js';
import type { Crowd } from './crowd.js';
import { DAY, type Hot } from './hot.js';

export const CONCERN_HEADER = 'concern_id,raised,tool,alert_key,encounter_ref,words,signed,answered'.split(
  ',',
);
export const SILENT_HEADER = 'change_id,at,tool,encounter_ref'.split(',');

const TOOLS = ['order-entry', 'notes', 'portal', 'elsewhere', ''];

function encounterCell(r: Random, crowd: Crowd): string {
  return r.chance(0.75)
    ? `Encounter/${r.pick(crowd.visits).id}`
    : r.pick(['', 'Encounter/ghost-1', 'Encounter/e1']);
}

export function concerns(r: Random, hot: Hot, crowd: Crowd): Cells[] {
  const rows = Array.from({ length: r.int(25, 60) }, (_, n) => {
    const at = hot.instant();
    const wait = r.pick([0n, DAY, 14n * DAY, 14n * DAY, 14n * DAY + 1n, 30n * DAY, -DAY]);
    return {
      concern_id: `c${n}`,
      raised: hot.text(at),
      tool: r.pick(TOOLS),
      alert_key: r.pick(['', 'pop-a', 'soft']),
      encounter_ref: encounterCell(r, crowd),
      words: 'too many, too late',
      signed: r.pick(['', 'Practitioner/x3']),
      answered: r.chance(0.35) ? '' : hot.text(at + wait),
    };
  });
  return [...rows, ...rows.filter(() => r.chance(0.06)).map((row) => ({ ...row, tool: r.pick(TOOLS) }))];
}

export function silentChanges(r: Random, hot: Hot, crowd: Crowd): Cells[] {
  const rows = Array.from({ length: r.int(20, 60) }, (_, n) => ({
    change_id: `ch${n}`,
    at: hot.text(hot.instant()),
    tool: r.pick(TOOLS),
    encounter_ref: encounterCell(r, crowd),
  }));
  return [...rows, ...rows.filter(() => r.chance(0.06)).map((row) => ({ ...row, tool: r.pick(TOOLS) }))];
}
