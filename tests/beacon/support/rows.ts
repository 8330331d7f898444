import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clickRows } from '../../../src/feeds/journal/clicks.js';
import type { Site } from '../../../src/store/config/site.js';
import { createCurrent } from '../../../src/store/derived/current.js';
import { Engine } from '../../../src/store/engine.js';
import { StoreWriter } from '../../../src/store/writer.js';
import { PAGE } from './batches.js';

export const SITE: Site = {
  timeZone: 'UTC',
  holidays: [],
  servers: [
    { alias: 'main', base: 'https://ehr.example.org/fhir', home: true },
    { alias: 'lab', base: 'https://lab.example.org/r4', home: false },
  ],
  feeds: {},
  burdenFeed: {},
  minClinicians: 5,
};

/** A line as the server writes it. */
export const line = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  page: PAGE,
  seq: 0,
  scope: 'whole-ehr',
  tool: 'ehr',
  server: 'main',
  started: '2026-03-04T15:00:00.000Z',
  ended: '2026-03-04T15:00:15.000Z',
  user: 'Practitioner/1',
  patient: 'Patient/a',
  encounter: 'Encounter/one',
  clicks: 5,
  keyboard_activations: 2,
  keystrokes: 30,
  navigations: 1,
  active_seconds: 14.25,
  ...change,
});

/** A store that holds these lines as the fold would write them, one batch of rows for each list. */
export class ClickStore {
  readonly folder = mkdtempSync(join(tmpdir(), 'clicks-'));

  private constructor(readonly engine: Engine) {}

  static async open(): Promise<ClickStore> {
    return new ClickStore(await Engine.open());
  }

  async write(...segments: Record<string, unknown>[][]): Promise<void> {
    const writer = new StoreWriter(this.engine, this.folder);
    const read = clickRows({ site: SITE });
    for (const [at, lines] of segments.entries()) {
      for (const [index, one] of lines.entries())
        await writer.add('ui_interval', { ...read(one)!, source: `journal/click-${at}:${index + 1}` });
      await writer.flush();
    }
    await createCurrent(this.engine, this.folder);
  }

  close(): void {
    this.engine.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
