import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMeasures } from '../../src/measures/registry.js';
import { loadAlerts } from '../../src/store/config/alerts.js';
import { loadSite } from '../../src/store/config/site.js';
import { loadTools } from '../../src/store/config/tools.js';
import { buildDerived } from '../../src/store/derived/build.js';
import { Engine } from '../../src/store/engine.js';
import { firstCells, read, section } from './support/markdown.js';

const page = read('docs/measure-tables.md');
const documented = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name!);

let engine: Engine;
let store: string;

beforeAll(async () => {
  store = mkdtempSync(join(tmpdir(), 'mission-docs-'));
  engine = await Engine.open();
  await buildDerived({
    engine,
    store,
    site: loadSite({}),
    tools: loadTools(undefined),
    alerts: loadAlerts(undefined),
    period: {},
  });
});

afterAll(() => {
  engine.close();
  rmSync(store, { recursive: true, force: true });
});

test.each(documented)('the columns of %s are those of a built store', async (table) => {
  const columns = await engine.json<{ column_name: string }>(`DESCRIBE "${table}"`);
  expect(firstCells(section(page, `## ${table}`))).toEqual(columns.map(({ column_name }) => column_name));
});

test('every table that a measure reads is documented', () => {
  const tables = loadMeasures().flatMap(({ sql }) =>
    [...sql.matchAll(/\b(?:FROM|JOIN) ([a-z_]+)/g)].map(([, name]) => name!),
  );
  expect([...new Set(tables)].filter((table) => !documented.includes(table))).toEqual([]);
});
