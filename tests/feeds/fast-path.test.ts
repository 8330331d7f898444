import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { simulate } from '../practice/clinic/simulate.js';
import { type Both, CONTEXT, readBoth } from './support/audit-rows.js';
import { event } from './support/bad-files.js';
import { oddAuditEvents } from './support/odd-audit-events.js';

const examples = fileURLToPath(new URL('../../../shared/auditevents', import.meta.url));

const servers = [
  { alias: 'main', base: 'https://ehr.example.org/fhir', home: true },
  { alias: 'lab', base: 'https://lab.example.org/r4/', home: false },
];

/** What DuckDB reads is what the reader of single lines reads; what it leaves is read by that. */
function expectSame({ fast, slow }: Both, lines: string[]): void {
  expect(fast).not.toBeNull();
  const different = [...fast!.rows].filter(
    ([line, row]) => JSON.stringify(row) !== JSON.stringify(slow.rows.get(line)),
  );
  expect(different.map(([line, row]) => [lines[line - 1], row, slow.rows.get(line)])).toEqual([]);
  const read = new Set([...fast!.rows.keys(), ...fast!.rest]);
  expect(read.size).toBe(lines.length);
  for (const line of slow.rest) expect(fast!.rest).toContain(line);
}

(existsSync(examples) ? test : test.skip)('the examples of HL7 and IHE', async () => {
  const lines = readdirSync(examples, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.stringify(JSON.parse(readFileSync(join(examples, name), 'utf8'))));
  expect(lines.length).toBeGreaterThan(60);
  expectSame(await readBoth(lines), lines);
});

test('what the practice clinic writes', async () => {
  const out = mkdtempSync(join(tmpdir(), 'clinic-'));
  try {
    await simulate({ out, seed: 3, events: 600 });
    const lines = ['000', '001'].flatMap((part) =>
      readFileSync(join(out, 'main', `AuditEvent.${part}.ndjson`), 'utf8')
        .split('\n')
        .filter(isJson),
    );
    const both = await readBoth(lines, { ...CONTEXT, servers });
    expectSame(both, lines);
    expect(both.fast!.rest.size).toBeLessThan(lines.length / 20);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

function isJson(line: string): boolean {
  try {
    return Boolean(JSON.parse(line));
  } catch {
    return false;
  }
}

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
