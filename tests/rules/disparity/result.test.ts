import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { emptyResult } from '../../report/fixture.js';
import { judgementOf, spoken, USUAL } from './support.js';

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync('docs/result.schema.json', 'utf8')));

test('disparities and their findings keep to the schema of the result', async () => {
  const strata = (tool: string) => [
    spoken('en', USUAL, 200, { tool }),
    spoken('es', [0, 0, 0, 0, 0, 0], 190, { tool, encounters: 90 }),
    spoken('zh', USUAL, 150, { tool, encounters: 80 }),
    spoken('vi', USUAL, 100, { tool, encounters: 70 }),
  ];
  const small = spoken('ko', USUAL, 120, { tool: 'video', patients: 3 });
  const cells = [...strata('video'), small, ...strata('phone'), spoken('ko', USUAL, 200, { tool: 'phone' })];
  const { findings, disparities } = await judgementOf({ cells, rule: { by: 'tool' } });
  expect(disparities.map(({ suppressed }) => suppressed)).toContain(true);
  expect(disparities.map(({ suppressed }) => suppressed)).toContain(false);
  validate({ ...emptyResult(), findings, disparities });
  expect(validate.errors).toBeNull();
  validate({ ...emptyResult(), disparities: [{ ...disparities[0], surprise: 1 }] });
  expect(validate.errors).toHaveLength(1);
});
