import { loadSite } from '../../src/store/config/site.js';
import { keptAs, type SiteStrata, siteStrata, type WrittenStrata } from '../../src/store/config/strata.js';
import { Identity } from '../../src/store/derived/identity.js';
import { createStrata } from '../../src/store/derived/strata.js';
import { wallClock } from '../../src/store/derived/time.js';
import { Engine } from '../../src/store/engine.js';

const written: WrittenStrata = {
  coverage: { values: { public: 'MCPOL', private: 'PPO' } },
  address: { part: 'state', values: { here: 'NY' } },
};
const site = siteStrata(written);
const before = siteStrata({ ...written, address: { part: 'state', values: { there: 'NY' } } });
const COVERAGE = keptAs('coverage', site)!;

/** patient, stratifier, value, started, ended: as feeds have stored them. */
const STORED: [string, string, string, string?, string?][] = [
  ['p1', 'language', 'es'],
  ['p1', 'birth-date', '1961-07-09'],
  ['p1', COVERAGE, 'private', '2026-01-01', '2026-07-08'],
  ['p1', COVERAGE, 'public', '2026-07-08'],
  ['p1', COVERAGE, 'other'],
  ['p2', COVERAGE, 'other', '2026-08-01'],
  ['p1', keptAs('address', site)!, 'here'],
  ['p2', keptAs('address', before)!, 'there'],
];

let engine: Engine;

beforeEach(async () => {
  engine = await Engine.open();
  const instant = (day: string | undefined) => (day ? `TIMESTAMP '${day} 00:00:00'` : 'NULL::TIMESTAMP');
  const rows = STORED.map(
    ([patient, stratifier, value, from, to]) =>
      `('Patient/${patient}', '${stratifier}', '${value}', ${instant(from)}, ${instant(to)})`,
  );
  await engine.run(`
    CREATE TEMP TABLE current_identity (kind VARCHAR, "system" VARCHAR, "value" VARCHAR, reference VARCHAR);
    CREATE TEMP TABLE current_patient_stratum AS SELECT * FROM (VALUES ${rows.join(', ')}) t(patient_id, stratifier, "value", started, ended);
    CREATE TEMP TABLE encounter_figures AS SELECT * FROM (VALUES
      ('e1', 1::UBIGINT, 'Patient/p1', TIMESTAMP '2026-07-07 23:59:59'), ('e2', 2, 'Patient/p1', TIMESTAMP '2026-07-09 00:00:00'),
      ('e3', 3, 'Patient/p2', TIMESTAMP '2026-07-08 00:00:00')) t(encounter_id, h, patient_id, begins);
    CREATE TEMP VIEW encounter_known AS FROM encounter_figures;
    CREATE TEMP TABLE alert_of_period (patient_id VARCHAR);
    CREATE TEMP TABLE clinician_work (p UBIGINT);
    CREATE TEMP TABLE name (h UBIGINT, id VARCHAR)`);
});

afterEach(() => engine.close());

const clock = wallClock(loadSite({ timeZone: 'UTC' }));

async function strataOf(stratifier: string, strata?: SiteStrata): Promise<string[]> {
  await createStrata(engine, await Identity.open(engine), { clock, strata });
  const rows = await engine.json<{ who: string; value: string }>(
    `SELECT coalesce(encounter_id, patient_id) AS who, "value" FROM stratum WHERE stratifier = '${stratifier}' ORDER BY ALL`,
  );
  return rows.map(({ who, value }) => `${who} ${value}`);
}

test('coverage is what held when the encounter began; of several the first of the site’s names', async () => {
  expect(await strataOf('coverage', site)).toEqual(['e1 private', 'e2 public', 'e3 missing']);
  const turned = siteStrata({ coverage: { values: { private: 'PPO', public: 'MCPOL' } } });
  // Another order is another configuration: nothing was read under it.
  expect(await strataOf('coverage', turned)).toEqual([]);
});

test('an address named by an earlier configuration counts no more', async () => {
  expect(await strataOf('address', site)).toEqual(['Patient/p1 here', 'Patient/p2 missing']);
  expect(await strataOf('address', before)).toEqual(['Patient/p1 missing', 'Patient/p2 there']);
});

test('neither exists without configuration, nor does what is put off', async () => {
  expect(await strataOf('coverage')).toEqual([]);
  expect(await strataOf('address')).toEqual([]);
  expect(await strataOf('language')).toEqual(['Patient/p1 es', 'Patient/p2 missing']);
  expect(await strataOf('language', siteStrata({ language: 'off' }))).toEqual([]);
});

test('the age band is that at the encounter', async () => {
  // On 9 July 2026, the day of e2, this patient becomes 65.
  expect(await strataOf('age')).toEqual(['e1 40-64', 'e2 65-79', 'e3 missing']);
  expect(await strataOf('age', siteStrata({ age: 'off' }))).toEqual([]);
});
