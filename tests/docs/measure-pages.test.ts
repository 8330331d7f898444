import { readdirSync } from 'node:fs';
import { measurePages, PAGES } from '../../scripts/measure-docs.js';
import { read } from './support/markdown.js';

const fresh = measurePages();

test('docs/measures holds a page for each measure and no other (else: npm run docs)', () => {
  expect(readdirSync(PAGES).sort()).toEqual([...fresh.keys()].sort());
});

test.each([...fresh])('docs/measures/%s is what the SQL’s header says (else: npm run docs)', (name, text) => {
  expect(read(`docs/measures/${name}`)).toBe(text);
});
