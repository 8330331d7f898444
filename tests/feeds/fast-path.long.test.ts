import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulate } from '../practice/clinic/simulate.js';
import { CONTEXT, readBoth } from './support/audit-rows.js';
import { expectSame } from './support/same-rows.js';

const servers = [
  { alias: 'main', base: 'https://ehr.example.org/fhir', home: true },
  { alias: 'lab', base: 'https://lab.example.org/r4/', home: false },
];

test('what the practice clinic writes', async () => {
  const out = mkdtempSync(join(tmpdir(), 'clinic-'));
  try {
    await simulate({ out, seed: 3, events: 3000 });
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
