import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../src/cli/session.js';
import { createCurrent } from '../../src/store/derived/current.js';

const folder = mkdtempSync(join(tmpdir(), 'care-team-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const member = (user: string, start = '2026-01-01', end?: string) => ({
  member: { reference: `Practitioner/${user}` },
  period: { start, ...(end ? { end } : {}) },
});
const team = (id: string, version: number, ...participant: object[]) => ({
  resourceType: 'CareTeam',
  id,
  status: 'active',
  meta: { versionId: String(version), lastUpdated: `2026-07-0${version}T00:00:00Z` },
  subject: { reference: 'Patient/p' },
  participant,
});

/** Who is on which team, since when, after these were read one file each. */
async function teams(...read: object[][]): Promise<string[]> {
  const session = await Session.open({ timeZone: 'UTC', identifiers: 'keep' });
  try {
    for (const [i, resources] of read.entries()) {
      const file = join(folder, `${i}.ndjson`);
      writeFileSync(file, `${resources.map((one) => JSON.stringify(one)).join('\n')}\n`);
      await session.read([file], { identifiers: 'keep' });
    }
    await createCurrent(session.engine, session.store);
    const rows = await session.engine.json<{ told: string }>(`
      SELECT concat_ws(' ', owner, user_id, strftime(started, '%m-%d'), strftime(ended, '%m-%d')) AS told
      FROM current_care_team ORDER BY told`);
    return rows.map(({ told }) => told);
  } finally {
    session.close();
  }
}

test('who a later version leaves out is gone, in whatever order they come', async () => {
  const [first, second] = [team('t', 1, member('a'), member('b')), team('t', 2, member('b'), member('c'))];
  const expected = ['CareTeam/t Practitioner/b 01-01', 'CareTeam/t Practitioner/c 01-01'];
  expect(await teams([first], [second])).toEqual(expected);
  expect(await teams([second], [first], [first])).toEqual(expected);
});

test('two teams and two times of one person stay apart', async () => {
  const times = [member('a', '2026-01-01', '2026-01-31'), member('a', '2026-03-01')];
  expect(await teams([team('t', 1, ...times), team('u', 1, member('a'))])).toEqual([
    'CareTeam/t Practitioner/a 01-01 02-01',
    'CareTeam/t Practitioner/a 03-01',
    'CareTeam/u Practitioner/a 01-01',
  ]);
});
