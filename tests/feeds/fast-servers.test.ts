import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../practice/product.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fast-servers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};

/** Thirty rows, the same bytes whatever the server: whose device it is only the server says. */
const log = Array.from({ length: 30 }, (_, n) =>
  JSON.stringify({
    resourceType: 'AuditEvent',
    id: `a${n}`,
    recorded: `2026-03-03T10:${String(n).padStart(2, '0')}:00Z`,
    type: { code: 'rest' },
    action: 'R',
    agent: [{ requestor: true, who: { reference: `Practitioner/${n % 3}` } }],
    source: { observer: { reference: 'Device/cpoe' } },
    entity: [{ what: { reference: `Patient/${n}` } }],
  }),
).join('\n');

test.each(['1', '1e12'])('equal logs of two servers are of two tools (fast from %s bytes)', (fastFrom) => {
  const site = write(
    'site.yaml',
    `timeZone: UTC
minClinicians: 1
servers: [{alias: main, base: "https://ehr.example.org/fhir", home: true}, {alias: lab, base: "https://lab.example.org/r4"}]
`,
  );
  const tools = write(
    'tools.yaml',
    `version: 1
tools:
  - {id: order-entry, title: Orders, category: ordering, match: [{observer: "Device/cpoe"}]}
  - {id: lab-portal, title: Laboratory, category: chart-review, match: [{observer: "lab:Device/cpoe"}]}
`,
  );
  const options = ['--store', join(folder, 'store'), '--site', site, '--tools', tools];
  const env = { MISSION_AUDIT_FAST_FROM: fastFrom };
  for (const server of ['main', 'lab'])
    expect(
      run(['collect', write(`${server}/log.ndjson`, log), '--server', server, ...options], env),
    ).toMatchObject({ status: 0 });
  const { stdout } = run(['audit', ...options, '--format', 'json', '--fail-on', 'never'], env);
  const { measurements } = JSON.parse(stdout) as {
    measurements: { measure: string; by: { tool?: string }; denominator: number }[];
  };
  expect(
    measurements
      .filter(({ measure, by }) => measure === 'break-glass-rate' && by.tool)
      .map(({ by, denominator }) => [by.tool, Math.round(denominator * 1000)]),
  ).toEqual([
    ['lab-portal', 30],
    ['order-entry', 30],
  ]);
});
