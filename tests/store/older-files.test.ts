import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCurrent } from '../../src/store/derived/current.js';
import { Engine, quote } from '../../src/store/engine.js';
import { folderOf } from '../../src/store/layout.js';

const store = mkdtempSync(join(tmpdir(), 'older-files-'));
afterAll(() => rmSync(store, { recursive: true, force: true }));

test('strata of a store from before they had owners are read beside newer ones', async () => {
  const engine = await Engine.open();
  const write = async (table: string, name: string, rows: string) => {
    mkdirSync(folderOf(store, table, null), { recursive: true });
    await engine.run(`COPY (${rows}) TO ${quote(join(folderOf(store, table, null), `${name}.parquet`))}`);
  };
  const common = "'fhir' AS feed, 'f:1' AS source, 'main' AS server";
  await write(
    'resource',
    'a',
    `SELECT 'Patient/p' AS reference, 'Patient' AS "type", '2' AS version, ${common}`,
  );
  await write(
    'patient_stratum',
    'old',
    `SELECT 'Patient/p' AS patient_id, 'language' AS stratifier, 'es' AS "value", '1' AS version, ${common}
     UNION ALL SELECT 'Patient/p', 'sex', 'female', '2', 'fhir', 'f:1', 'main'`,
  );
  await write(
    'patient_stratum',
    'new',
    `SELECT 'Patient/p' AS patient_id, 'language' AS stratifier, 'en' AS "value", NULL::TIMESTAMP AS started,
       NULL::TIMESTAMP AS ended, 'Patient/p' AS owner, '2' AS version, ${common}`,
  );
  try {
    await createCurrent(engine, store);
    // What version 1 of the patient said is gone, whichever file says so.
    const rows = await engine.json(
      'SELECT stratifier, "value", owner FROM current_patient_stratum ORDER BY stratifier',
    );
    expect(rows).toEqual([
      { stratifier: 'language', value: 'en', owner: 'Patient/p' },
      { stratifier: 'sex', value: 'female', owner: null },
    ]);
  } finally {
    engine.close();
  }
});
