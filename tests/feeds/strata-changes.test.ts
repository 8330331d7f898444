import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../src/cli/session.js';

const folder = mkdtempSync(join(tmpdir(), 'strata-changes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const site = (name: string, strata: string) =>
  write(
    name,
    `timeZone: America/New_York\nservers: [{alias: main, base: "https://e.example/fhir", home: true}]\n${strata}\n`,
  );
const patient = (version: string, state: string) => ({
  resourceType: 'Patient',
  id: 'p',
  meta: { versionId: version, lastUpdated: `2026-07-0${version}T00:00:00Z` },
  address: [{ state }],
});
const encounter = {
  resourceType: 'Encounter',
  id: 'e',
  status: 'finished',
  subject: { reference: 'Patient/p' },
  period: { start: '2026-07-08T09:00:00Z', end: '2026-07-08T10:00:00Z' },
};

async function store(
  name: string,
  steps: { site: string; read: object[] }[],
  asked: string,
): Promise<Record<string, unknown>[]> {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  let rows: Record<string, unknown>[] = [];
  for (const [i, { site, read }] of steps.entries()) {
    const options = { site, store: path, identifiers: 'keep', from: '2026-07-01', to: '2026-07-31' } as const;
    const session = await Session.open(options);
    try {
      if (read.length > 0)
        await session.read(
          [write(`${name}-${i}.ndjson`, `${read.map((one) => JSON.stringify(one)).join('\n')}\n`)],
          options,
        );
      await session.derive(options);
      rows = await session.engine.json(asked);
    } finally {
      session.close();
    }
  }
  return rows;
}

const ADDRESS = `SELECT DISTINCT "value" FROM stratum WHERE stratifier = 'address'`;
const rural = site('rural.yaml', 'strata: { address: { part: state, values: { rural: [MT] } } }');
const mountain = site('mountain.yaml', 'strata: { address: { part: state, values: { mountain: [MT] } } }');
const none = site('none.yaml', '');

test('a change of the names counts once the Patients were read again, and never mixes with the old', async () => {
  const first = { site: rural, read: [patient('1', 'MT'), encounter] };
  expect(await store('a', [first], ADDRESS)).toEqual([{ value: 'rural' }]);
  expect(await store('b', [first, { site: mountain, read: [] }], ADDRESS)).toEqual([]);
  const again = { site: mountain, read: [patient('1', 'MT')] };
  expect(await store('c', [first, again], ADDRESS)).toEqual([{ value: 'mountain' }]);
  expect(await store('d', [first, { site: none, read: [] }], ADDRESS)).toEqual([]);
});

test('a later version of the patient replaces the earlier', async () => {
  const moved = [patient('2', 'ND'), patient('1', 'MT'), encounter];
  expect(await store('e', [{ site: rural, read: moved }], ADDRESS)).toEqual([{ value: 'other' }]);
});

test('without configuration nothing of the address is stored', async () => {
  const asked = `SELECT count(*)::INTEGER AS n FROM current_patient_stratum WHERE stratifier LIKE 'address%'`;
  expect(await store('g', [{ site: none, read: [patient('1', 'MT'), encounter] }], asked)).toEqual([
    { n: 0 },
  ]);
});
