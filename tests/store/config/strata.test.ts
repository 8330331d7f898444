import { Fault } from '../../../src/fault.js';
import { loadSite } from '../../../src/store/config/site.js';
import { nameOfAny } from '../../../src/store/config/strata.js';
import { scratch } from '../../rules/support/files.js';

const files = scratch();
afterAll(files.remove);

const strataOf = (text: string) => loadSite({ file: files.write('site.yaml', text) }).strata;

test('nothing said: no references, no coverage, no address', () => {
  const nothing = { off: [], references: {}, coverage: null, address: null };
  expect(loadSite({}).strata).toEqual(nothing);
  expect(strataOf('strata:\n')).toEqual(nothing);
});

test('all of it', () => {
  const strata = strataOf(`strata:
  language: { reference: en }
  age: off
  coverage: { reference: private, values: { public: [MCPOL], private: "P*" } }
  address: { part: postalCode, values: { rural: ["59*"], urban: ["60*", "61*"] } }
`);
  expect(strata).toEqual({
    off: ['age'],
    references: { language: 'en', coverage: 'private' },
    coverage: {
      values: [
        { name: 'public', patterns: ['MCPOL'] },
        { name: 'private', patterns: ['P*'] },
      ],
    },
    address: {
      part: 'postalCode',
      values: [
        { name: 'rural', patterns: ['59*'] },
        { name: 'urban', patterns: ['60*', '61*'] },
      ],
    },
  });
});

test('coverage and address may be put off too', () => {
  expect(strataOf('strata: { coverage: off, address: off }')).toMatchObject({
    coverage: null,
    address: null,
  });
});

test('of several names that fit the first; none: other', () => {
  const { coverage } = strataOf('strata: { coverage: { values: { b: [X, Y], a: ["X*"] } } }')!;
  expect(nameOfAny(coverage!, ['XX', 'Y'])).toBe('b');
  expect(nameOfAny(coverage!, ['XX'])).toBe('a');
  expect(nameOfAny(coverage!, ['x'])).toBe('other');
});

test.each([
  ['a stratifier that is none', 'langage: off', 'langage'],
  ['neither off nor a map', 'language: none', 'strata.language'],
  ['on', 'age: on', 'strata.age'],
  ['a key that is none', 'language: { refrence: en }', 'refrence'],
  ['coverage without values', 'coverage: {}', 'values'],
  ['coverage with no value', 'coverage: { values: {} }', 'strata.coverage.values'],
  ['address without part', 'address: { values: { a: b } }', 'part'],
  ['part of what', 'address: { part: line, values: { a: b } }', 'postalCode'],
  ['a name that is ours', 'coverage: { values: { other: [X] } }', 'strata.coverage.values'],
  ['a name that begins with a digit', 'coverage: { values: { 1st: [X] } }', 'strata.coverage.values'],
  ['a reference that is none of the names', 'coverage: { reference: pubic, values: { public: X } }', 'pubic'],
])('%s is refused', (_, text, named) => {
  expect(() => strataOf(`strata:\n  ${text}\n`)).toThrow(Fault);
  expect(() => strataOf(`strata:\n  ${text}\n`)).toThrow(named);
});
