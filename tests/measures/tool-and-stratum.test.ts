import { createEvaluate } from '../../src/measures/evaluate.js';
import type { MeasureCell } from '../../src/measures/measure.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { Engine } from '../../src/store/engine.js';

/** Three encounters: 1 and 2 of patient 1 (es), 3 of patient 2 (en); the tool `video` in 1, `orders` in all. */
const TABLES = `
  CREATE TEMP TABLE encounter_figures AS SELECT *, TIMESTAMP '2026-07-08' AS begins, 'AMB' AS class, '' AS specialty FROM (VALUES
    ('Practitioner/1', 1::UBIGINT, 1::UBIGINT, true, 2), ('Practitioner/2', 2, 1, true, 1), ('Practitioner/1', 3, 2, true, 1),
    ('Practitioner/1', 4, 2, false, 1)) t(cluster_id, h, p, in_audit, tools);
  CREATE TEMP VIEW encounter_known AS FROM encounter_figures;
  CREATE TEMP TABLE encounter_tool AS SELECT * FROM (VALUES
    (1::UBIGINT, 'video'), (1, 'orders'), (2, 'orders'), (3, 'orders'), (4, 'other')) t(h, tool);
  CREATE TEMP TABLE stratum AS SELECT *, 0::UBIGINT AS h FROM (VALUES
    (1::UBIGINT, 'language', 'es'), (2, 'language', 'en'), (1, 'sex', 'female'), (2, 'sex', 'missing')) t(p, stratifier, "value")`;

let engine: Engine;
let cells: MeasureCell[];

beforeAll(async () => {
  engine = await Engine.open();
  await engine.run(TABLES);
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  ({ cells } = await evaluate({ measure: 'tool-reach', by: 'tool and stratum' }));
});

afterAll(() => engine.close());

test('a cell for each tool and each of its strata', () => {
  const told = cells.map(({ by, clusters }) => [
    `${by.tool} ${by.stratum}`,
    clusters.reduce((sum, { numerator }) => sum + numerator, 0),
    clusters.reduce((sum, { denominator }) => sum + denominator, 0),
  ]);
  expect(told.sort()).toEqual([
    ['orders language=en', 1, 1],
    ['orders language=es', 2, 2],
    ['orders sex=female', 2, 2],
    ['orders sex=missing', 1, 1],
    ['video language=en', 0, 1],
    ['video language=es', 1, 2],
    ['video sex=female', 1, 2],
    ['video sex=missing', 0, 1],
  ]);
});

test('each with its own clinicians, encounters and patients', () => {
  const cell = cells.find(({ by }) => by.tool === 'video' && by.stratum === 'language=es');
  expect(cell).toMatchObject({
    clusters: [
      { cluster: 'Practitioner/1', numerator: 1, denominator: 1 },
      { cluster: 'Practitioner/2', numerator: 0, denominator: 1 },
    ],
    clinicians: 2,
    encounters: 2,
    patients: 1,
  });
});

test('together with what the rule looks at alone', async () => {
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  const found = await evaluate({
    measure: 'tool-reach',
    by: 'tool and stratum',
    where: { tool: ['video'], class: ['AMB'] },
  });
  expect(found.cells.map(({ by }) => by.tool)).toEqual(['video', 'video', 'video', 'video']);
  const none = await evaluate({ measure: 'tool-reach', by: 'tool and stratum', where: { class: ['IMP'] } });
  expect(none.cells).toEqual([]);
});

test('a disparity has no cells of its own', async () => {
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  expect(await evaluate({ measure: 'disparity-ratio' })).toEqual({ cells: [], missing: null });
});

test('only the stratifier that is asked of', async () => {
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  const where = { stratifier: ['sex'], tool: ['video'] };
  const found = await evaluate({ measure: 'tool-reach', by: 'tool and stratum', where });
  expect(found.cells.map(({ by }) => by.stratum)).toEqual(['sex=female', 'sex=missing']);
});

test('a tool that never touched what the rule looks at reached none of it', async () => {
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  await engine.run("UPDATE encounter_figures SET class = 'IMP' WHERE h = 3");
  const sums = async (where: object) =>
    (await evaluate({ measure: 'tool-reach', by: 'tool', where })).cells.map(({ by, clusters }) => [
      by.tool,
      clusters.map(({ numerator, denominator }) => [numerator, denominator]),
    ]);
  expect(await sums({ class: ['IMP'] })).toEqual([
    ['orders', [[1, 1]]],
    ['video', [[0, 1]]],
  ]);
  await engine.run("UPDATE encounter_figures SET class = 'AMB'");
});

test('of several tools together an encounter counts once', async () => {
  const evaluate = createEvaluate({ engine, definitions: loadMeasures(), missing: new Set() });
  const where = { tool: ['video', 'orders'] };
  const { cells } = await evaluate({ measure: 'tool-reach', by: 'stratum', where });
  const spanish = cells.find(({ by }) => by.stratum === 'language=es')!;
  expect(spanish.clusters.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
    [1, 1],
    [1, 1],
  ]);
});
