import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEvaluate } from '../../src/measures/evaluate.js';
import { missingNeeds } from '../../src/measures/missing.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { loadAlerts } from '../../src/store/config/alerts.js';
import { loadTools } from '../../src/store/config/tools.js';
import { buildDerived } from '../../src/store/derived/build.js';
import { type HandClinic, handClinic } from '../server-chart/support/hand-clinic.js';
import { collect } from '../server-chart/support/store.js';
import { ClickStore, line, SITE } from './support/rows.js';

let clinic: HandClinic;
let store: ClickStore;
beforeEach(async () => {
  clinic = handClinic();
  store = await ClickStore.open();
  // Telemetry is what these tests write.
  rmSync(join(clinic.export, 'ui_interval.csv'));
  await collect([clinic.export], { store: store.folder, site: join(clinic.dir, 'site.yaml') });
});
afterEach(() => {
  store.close();
  clinic.remove();
});

/** Everything that anybody reads of telemetry. */
async function seen() {
  const { engine, folder } = store;
  const tools = loadTools(join(clinic.dir, 'tools.yaml'));
  const alerts = loadAlerts(undefined);
  await buildDerived({ engine, store: folder, site: SITE, tools, alerts, period: {} });
  const missing = await missingNeeds(engine, 'UTC');
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing });
  const { cells } = await evaluate({ measure: 'clicks-per-encounter' });
  const figures = await engine.json<Record<string, unknown>>(
    'SELECT encounter_id, clicks, in_telemetry FROM encounter_figures ORDER BY ALL',
  );
  const telemetry = await engine.json('SELECT tool, clicks FROM telemetry ORDER BY ALL');
  return { figures, telemetry, cells, isMissing: missing.has('ui_interval') };
}

const own = [
  line({ page: '0b2f6e0c-0000-4c53-9a52-3f6f0d9b7a10', scope: 'tool', tool: 'mission-audit', clicks: 900 }),
  // Though it says that it is the whole EHR, and on a day when nothing else counted.
  line({
    page: '0b2f6e0c-1111-4c53-9a52-3f6f0d9b7a10',
    tool: 'mission-audit',
    clicks: 900,
    started: '2026-03-31T09:00:00.000Z',
    ended: '2026-03-31T09:00:15.000Z',
  }),
];

test('our own clicks are in no figure, no measure and no window, beside others', async () => {
  await store.write([line()]);
  const before = await seen();
  expect(before.figures.filter(({ clicks }) => clicks !== null)).toMatchObject([{ clicks: '7' }]);
  expect(before.isMissing).toBe(false);
  await store.write([line()], own);
  expect(await seen()).toEqual(before);
});

test('nor are they telemetry of the EHR where there is none', async () => {
  await store.write(own);
  const { figures, telemetry, isMissing } = await seen();
  expect(figures.length).toBeGreaterThan(0);
  expect(figures.filter(({ clicks, in_telemetry }) => clicks !== null || in_telemetry)).toEqual([]);
  expect(telemetry).toEqual([]);
  expect(isMissing).toBe(true);
});

test('a tool’s clicks are told of that tool, and are no clicks of the whole EHR', async () => {
  await store.write([line({ scope: 'tool', tool: 'patient-portal' })]);
  const { figures, telemetry } = await seen();
  expect(telemetry).toEqual([{ tool: 'patient-portal', clicks: '7' }]);
  expect(figures.filter(({ clicks }) => clicks !== null)).toEqual([]);
});
