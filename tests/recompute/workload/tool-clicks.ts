import { attribute } from '../attribution.js';
import type { Attributing } from '../events.js';
import type { Micros } from '../instants.js';
import type { Origin, Read } from '../read-files.js';
import { feedWindows, isDeclared } from '../windows.js';
import type { World } from '../world.js';
import { isPerson } from './people.js';
import { cellId, type Reader, start } from './reader.js';
import { currentRows } from './rows.js';

export interface ToolClicks extends Origin {
  scope: string;
  tool: string | null;
  started: Micros;
  user: string | null;
  patient: string | null;
  encounter: string | null;
  clicks: number;
}

export function readClicks(
  read: Read,
  reader: Reader,
  world: World,
  withRow: Set<string>,
): Attributing<ToolClicks>[] {
  const rows = currentRows(read, 'ui_interval', 'interval_id').map(
    (row): ToolClicks => ({
      server: row.server,
      feed: row.feed,
      scope: row.cells.scope ?? '',
      tool: row.cells.tool || null,
      started: start(row.cells.started, reader)!,
      user: cellId(row, 'user_id', reader),
      patient: cellId(row, 'patient_id', reader),
      encounter: cellId(row, 'encounter_ref', reader),
      clicks: Number(row.cells.clicks || 0) + Number(row.cells.keyboard_activations || 0),
    }),
  );
  const windows = feedWindows(rows, ({ started }) => started, world.site);
  return rows
    .filter((row) => isPerson(row.user, world) && isDeclared(row, row.started, windows, world.site))
    .map((what) => {
      const { started: at, user, patient, encounter } = what;
      const found = attribute({ at, user, patient, encounter, byEntity: false }, world.encounters);
      const none = found.encounter !== null && !withRow.has(found.encounter);
      return { what, attributed: none ? { encounter: null, method: 'none' } : found };
    });
}
