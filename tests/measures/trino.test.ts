import { TrinoSQL } from 'dt-sql-parser';
import { loadMeasures } from '../../src/measures/registry.js';

/** What both engines know under one name and with one meaning. */
const FUNCTIONS = new Set(['sum', 'count', 'coalesce', 'cast', 'min', 'max', 'nullif', 'least', 'greatest']);
/** Types with arguments look like functions. */
const TYPES = new Set(['decimal']);

const trino = new TrinoSQL();

describe.each(loadMeasures().map((measure) => [measure.id, measure] as const))(
  'the SQL of %s',
  (_, { sql }) => {
    it('is Trino’s grammar', () => {
      expect(trino.validate(sql)).toEqual([]);
    });

    it('calls only functions that both engines have', () => {
      const called = [...sql.matchAll(/\b([a-z_]+)\s*\(/gi)].map(([, name]) => name!.toLowerCase());
      const keywords = new Set([
        'as',
        'in',
        'from',
        'join',
        'on',
        'and',
        'or',
        'when',
        'then',
        'else',
        'by',
        'select',
        'not',
      ]);
      expect(
        called.filter((name) => !FUNCTIONS.has(name) && !TYPES.has(name) && !keywords.has(name)),
      ).toEqual([]);
    });

    it('divides nothing: quotients are made where they cannot differ between engines', () => {
      expect(sql.replace(/--.*$/gm, '')).not.toMatch(/\//);
    });
  },
);

it('tells wrong grammar when it meets it', () => {
  expect(trino.validate('SELECT a // b FROM t QUALIFY row_number() = 1').length).toBeGreaterThan(0);
});
