import { delimitedFiles, fhirFiles, lostRows, oddlyNamed, QUICK } from './support/bad-files.js';
import { checkFiles } from './support/bad-input.js';
import { type Compiled, compile } from './support/compiled.js';

let compiled: Compiled;
const cli = () => compiled;
beforeAll(() => {
  compiled = compile();
});
afterAll(() => compiled.remove());

const all = [...fhirFiles, ...oddlyNamed, ...delimitedFiles];

describe('line by line', () => checkFiles(all, { cli }));
describe('one bad row', () => checkFiles(lostRows, { cli }));
describe('through DuckDB', () =>
  checkFiles(
    all.filter(({ name }) => QUICK.has(name)),
    { cli, fastFrom: 1 },
  ));
