import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvaluate } from '../../src/measures/evaluate.js';
import { loadMeasures, MEASURES_FOLDER } from '../../src/measures/registry.js';
import { idHash } from '../../src/store/derived/names.js';
import { Engine } from '../../src/store/engine.js';

const SQL = `-- id: logged-actions-per-visit-day
-- title: Logged actions
-- unit: logged actions
-- kind: rate
-- side: burden
-- needs: audit_event
-- by: class
-- definition: A measure that a test adds: one file and no other edit.
SELECT cluster_id, encounter_id, patient_id, logged_actions AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
`;

it('a measure is added by one file: it is found, described and evaluated', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'measures-'));
  const engine = await Engine.open();
  try {
    for (const name of readdirSync(MEASURES_FOLDER).filter((one) => one.endsWith('.sql')))
      cpSync(join(MEASURES_FOLDER, name), join(folder, name));
    writeFileSync(join(folder, 'logged-actions-per-visit-day.sql'), SQL);
    const definitions = loadMeasures(folder);
    expect(definitions.map(({ id }) => id)).toContain('logged-actions-per-visit-day');
    await engine.run(`CREATE TEMP TABLE encounter_figures AS SELECT * FROM (VALUES
      ('Practitioner/1', 'Encounter/1', 'Patient/1', 4, true, 'AMB', ${idHash("'Encounter/1'")}),
      ('Practitioner/1', 'Encounter/2', 'Patient/1', 6, true, 'IMP', ${idHash("'Encounter/2'")}),
      ('Practitioner/2', 'Encounter/3', 'Patient/2', 9, false, 'AMB', ${idHash("'Encounter/3'")})
    ) t(cluster_id, encounter_id, patient_id, logged_actions, in_audit, class, h);
      CREATE TEMP VIEW encounter_known AS FROM encounter_figures`);
    const evaluate = createEvaluate({ engine, definitions, missing: new Set() });
    const { cells } = await evaluate({ measure: 'logged-actions-per-visit-day' });
    // Practitioner/1: 4 + 6 actions in 2 encounters of one patient; the third lies outside the window.
    expect(cells).toMatchObject([
      {
        clusters: [{ cluster: 'Practitioner/1', numerator: 10, denominator: 2 }],
        clinicians: 1,
        encounters: 2,
        patients: 1,
      },
    ]);
    const byClass = await evaluate({ measure: 'logged-actions-per-visit-day', by: 'class' });
    expect(byClass.cells.map(({ by, clusters }) => [by.class, clusters[0]!.numerator])).toEqual([
      ['AMB', 4],
      ['IMP', 6],
    ]);
  } finally {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
