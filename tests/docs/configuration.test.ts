import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAlerts } from '../../src/store/config/alerts.js';
import { loadSite } from '../../src/store/config/site.js';
import { ACTIVITIES, loadTools } from '../../src/store/config/tools.js';
import { CATEGORIES } from '../../src/tool-categories.js';
import { scratch } from '../rules/support/files.js';
import { blocks, firstCells, ROOT, read, section } from './support/markdown.js';

const page = read('docs/configuration.md');
const files = scratch();
afterAll(files.remove);

const example = (name: string) => files.write(`${name}.yaml`, blocks(page, `yaml ${name}`)[0]!);

test('the examples load', () => {
  const site = loadSite({ file: example('site') });
  expect(site).toMatchObject({ timeZone: 'America/New_York', minClinicians: 5 });
  expect(Object.keys(site).sort()).toEqual(firstCells(section(page, '## site.yaml')).sort());
  expect(loadTools(example('tools')).tools).toHaveLength(1);
  expect(loadAlerts(example('alerts'))('sepsis-early')).toMatchObject({ interruptive: 'true' });
});

test('every category and activity is named', () => {
  const text = section(page, '## tools.yaml');
  expect([...CATEGORIES, ...ACTIVITIES].filter((word) => !text.includes(word))).toEqual([]);
});

test('every variable of the environment is documented, and no other', () => {
  const sources = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.ts'),
  );
  const used = sources.flatMap((name) =>
    [...readFileSync(join(ROOT, 'src', name), 'utf8').matchAll(/process\.env\.([A-Z_]+)/g)].map(
      ([, word]) => word!,
    ),
  );
  expect(firstCells(section(page, '## Environment')).sort()).toEqual([...new Set(used)].sort());
});
