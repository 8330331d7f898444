import { loadMeasures } from '../../src/measures/registry.js';
import { loadRules } from '../../src/rules/load.js';
import { loadSite } from '../../src/store/config/site.js';
import { PATIENT_STRATIFIERS } from '../../src/store/config/strata.js';
import { printed, scratch } from '../rules/support/files.js';
import { blocks, firstCells, read, section } from './support/markdown.js';

const files = scratch();
afterAll(files.remove);

const equity = read('docs/equity.md');
const configuration = read('docs/configuration.md');

test('the rule of the page loads', () => {
  const [text] = blocks(equity, 'yaml rules');
  const loaded = loadRules(files.write('site-rules.yaml', text!), { measures: loadMeasures() });
  expect(loaded.ok ? [] : printed(loaded.faults)).toEqual([]);
});

test('every stratifier is explained on both pages, and no other', () => {
  const all = [...PATIENT_STRATIFIERS, 'coverage', 'address'];
  expect(firstCells(section(equity, '## How strata are made'))).toEqual(all);
  const { properties } = JSON.parse(read('rules/schema.json')).$defs.rule;
  expect(properties.stratifier.enum).toEqual(all);
  expect(firstCells(section(configuration, '## strata'))).toEqual([...all, 'values', 'reference']);
});

test('the example of strata loads', () => {
  const [text] = blocks(configuration, 'yaml strata');
  expect(loadSite({ file: files.write('site.yaml', text!) }).strata).toMatchObject({
    off: ['age'],
    references: { language: 'en', coverage: 'private' },
    coverage: { values: [{ name: 'public' }, { name: 'private' }, { name: 'none' }] },
    address: { part: 'postalCode' },
  });
});
