import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditCommand } from '../../src/cli/audit.js';
import { collectCommand } from '../../src/cli/collect.js';
import { compareCommand } from '../../src/cli/compare.js';
import type { Comparison } from '../../src/comparison.js';
import type { AuditResult } from '../../src/result.js';
import { AFTER, BEFORE, writeClinic } from './compare-clinic.js';
import { run } from './support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'compare-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const store = ['--store', at('store'), '--site', at('site.yaml')];

beforeAll(async () => {
  writeClinic(at('export'), { alerts: [2, 3], interactions: [4, 4] });
  writeFileSync(at('site.yaml'), 'timeZone: America/New_York\n');
  await run(collectCommand(), [at('export'), ...store]);
  for (const [name, { range }] of Object.entries({ before: BEFORE, after: AFTER })) {
    const [from, to] = range.split('..') as [string, string];
    const output = ['--format', 'json', '--output', at(`${name}.json`), '--fail-on', 'never'];
    await run(auditCommand(), [...store, '--from', from, '--to', to, ...output]);
  }
});

/** The result of the earlier period with something changed, in a file of its own. */
function spoilt(spoil: (result: AuditResult) => void): string {
  const result = JSON.parse(readFileSync(at('before.json'), 'utf8')) as AuditResult;
  spoil(result);
  writeFileSync(at('spoilt.json'), JSON.stringify(result));
  return at('spoilt.json');
}

const compare = (before: string, ...more: string[]) =>
  run(compareCommand(), ['--before', before, '--after', at('after.json'), '--format', 'json', ...more]);

test('two results stand side by side, and nothing is concluded', async () => {
  const result = JSON.parse((await compare(at('before.json'))).stdout) as Comparison;
  expect(result).toMatchObject({ paired: false, compared: 0, notices: [] });
  const change = result.changes.find(({ measure }) => measure === 'alerts-per-encounter')!;
  expect(change).toMatchObject({
    before: { value: 2.25 },
    after: { value: 3.25 },
    ratio: null,
    p: null,
    conclusion: 'side-by-side',
  });
  expect(change.says).toMatch(
    /^2.25 alerts per encounter \(95% interval .*\) before, 3.25 alerts per encounter \(95% interval .*\) after; not paired, so how sure a change is cannot be told\.$/,
  );
  const { stdout } = await run(compareCommand(), [
    '--before',
    at('before.json'),
    '--after',
    at('after.json'),
  ]);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(stdout).toContain('Two results hold no clinicians');
});

const refused: [string, (result: AuditResult) => void, string][] = [
  [
    'other definitions',
    ({ inputs }) => Object.assign(inputs, { definitions: 'another' }),
    'different-definitions',
  ],
  ['no definitions', ({ inputs }) => Reflect.deleteProperty(inputs, 'definitions'), 'different-definitions'],
  ['another site.yaml', ({ inputs }) => Object.assign(inputs, { site: 'another' }), 'different-inputs'],
  [
    'a tools.yaml that the other has not',
    ({ inputs }) => Object.assign(inputs, { tools: 'one' }),
    'different-inputs',
  ],
  ['another time zone', ({ period }) => Object.assign(period, { timeZone: 'UTC' }), 'different-inputs'],
  [
    'a period that overlaps',
    ({ period }) => Object.assign(period, { to: '2026-03-02' }),
    'overlapping-periods',
  ],
  ['no measurements', (result) => Reflect.deleteProperty(result, 'measurements'), 'bad-result'],
];

test.each(refused)('refused: %s', async (_, spoil, code) => {
  await expect(compare(spoilt(spoil))).rejects.toMatchObject({ code });
});

test('different inputs can be allowed, and are said; different definitions cannot', async () => {
  const file = spoilt(({ inputs }) => Object.assign(inputs, { tools: 'another' }));
  const result = JSON.parse((await compare(file, '--allow-different-inputs')).stdout) as Comparison;
  expect(result.notices).toEqual([
    'The two results were made with another tools.yaml: a difference may come from that alone.',
  ]);
  const other = spoilt(({ inputs }) => Object.assign(inputs, { definitions: 'another' }));
  await expect(compare(other, '--allow-different-inputs')).rejects.toMatchObject({
    code: 'different-definitions',
  });
});

test('a file that is no JSON, and one that is not there', async () => {
  writeFileSync(at('no.json'), 'mission');
  await expect(compare(at('no.json'))).rejects.toMatchObject({ code: 'bad-result' });
  await expect(compare(at('missing.json'))).rejects.toMatchObject({ code: 'no-such-file' });
});
