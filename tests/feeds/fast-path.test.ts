import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { CONTEXT, readBoth } from './support/audit-rows.js';
import { event } from './support/bad-files.js';
import { oddAuditEvents } from './support/odd-audit-events.js';
import { expectSame } from './support/same-rows.js';

const examples = fileURLToPath(new URL('../../../shared/auditevents', import.meta.url));

const servers = [
  { alias: 'main', base: 'https://ehr.example.org/fhir', home: true },
  { alias: 'lab', base: 'https://lab.example.org/r4/', home: false },
];

(existsSync(examples) ? test : test.skip)('the examples of HL7 and IHE', async () => {
  const lines = readdirSync(examples, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.stringify(JSON.parse(readFileSync(join(examples, name), 'utf8'))));
  expect(lines.length).toBeGreaterThan(60);
  expectSame(await readBoth(lines), lines);
});

test('usual lines are not left to the slow path', async () => {
  const lines = [event('a'), event('b', { entity: [{ what: { reference: 'Patient/1' } }] })];
  expect((await readBoth(lines)).fast!.rest).toEqual(new Set());
});

test('a member that no first entity has is not lost from the second', async () => {
  const entity = [{ role: { code: '2' } }, { what: { reference: 'Person/9' } }];
  const lines = [event('a', { entity }), event('b', { entity })];
  const both = await readBoth(lines);
  expectSame(both, lines);
  expect(both.fast!.rows.get(1)).toMatchObject({ entity: 'Person/9', entity_types: ['Person'] });
});

test.each(['main', 'lab'])('events with odd members, of the server %s', async (server) => {
  const lines = fc.sample(oddAuditEvents, { numRuns: 2000, seed: server.length });
  const both = await readBoth(lines, { ...CONTEXT, server, servers });
  expectSame(both, lines);
  expect(both.fast!.rows.size).toBeGreaterThan(300);
});
