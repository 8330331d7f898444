import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { auditCommand } from '../../src/cli/audit.js';
import { collectCommand } from '../../src/cli/collect.js';
import type { AuditResult, Finding } from '../../src/result.js';
import { AFTER, writeClinic } from './compare-clinic.js';
import { run } from './support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'compare-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const [FROM, TO] = AFTER.range.split('..') as [string, string];
const site = (name: string) => ['--store', at('store'), '--site', at(name), '--rules', at('rules.yaml')];

const rule = (id: string, measure: string, times: number) =>
  `  - {id: ${id}, question: q, measure: ${measure}, at-most: {times: ${times}, of: baseline}, basis: {kind: none}}`;

beforeAll(async () => {
  writeClinic(at('export'), { alerts: [2, 3], interactions: [4, 4] });
  writeFileSync(at('plain.yaml'), 'timeZone: America/New_York\n');
  writeFileSync(
    at('site.yaml'),
    'timeZone: America/New_York\nbaseline: {from: 2026-02-02, to: 2026-02-15}\n',
  );
  writeFileSync(
    at('rules.yaml'),
    [
      'version: 1',
      'questions: [{id: q, asks: Why?, article: the-mission-of-medicine, section: Here}]',
      'rules:',
      rule('steady', 'interactions-per-encounter', 1.25),
      rule('grown', 'alerts-per-encounter', 1.25),
      rule('near', 'alerts-per-encounter', 1.45),
    ].join('\n'),
  );
  await run(collectCommand(), [at('export'), '--store', at('store'), '--site', at('plain.yaml')]);
});

const audited = async (...words: string[]): Promise<AuditResult> =>
  JSON.parse((await run(auditCommand(), [...words, '--from', FROM, '--to', TO, '--format', 'json'])).stdout);
const finding = ({ findings }: AuditResult, rule: string): Finding =>
  findings.find((one) => one.rule === rule)!;

const schema = new Ajv({ allErrors: true, strict: false });
addFormats.default(schema);
const valid = schema.compile(JSON.parse(readFileSync('docs/result.schema.json', 'utf8')));

// 720 alerts of 320 visits before and 1,040 after: 2.25 and 3.25, a ratio of 1.44 (compare.long.test.ts).
test('rules are judged against the baseline of site.yaml', async () => {
  const result = await audited(...site('site.yaml'));
  expect(finding(result, 'steady')).toMatchObject({ status: 'pass', baseline: { ratio: 1 } });
  const grown = finding(result, 'grown');
  expect(grown).toMatchObject({
    status: 'fail',
    value: 3.25,
    baseline: { from: '2026-02-02', to: '2026-02-15', value: 2.25 },
  });
  expect(grown.why).toMatch(
    /^3.25 alerts per encounter now and 2.25 alerts per encounter in the baseline \(2 February 2026 to 15 February 2026\): 1.44 times the baseline \(95% interval .*\), where at most 1.25 times is asked: the whole interval lies above it\.$/,
  );
  expect(finding(result, 'near')).toMatchObject({ status: 'insufficient-data', reason: 'too-close' });
  valid(result);
  expect(valid.errors ?? []).toEqual([]);
});

test('a baseline of site.yaml that overlaps the period is set aside, and the report says so', async () => {
  const words = [...site('site.yaml'), '--format', 'json'];
  const result = JSON.parse((await run(auditCommand(), words)).stdout) as AuditResult;
  expect(finding(result, 'grown')).toMatchObject({ status: 'insufficient-data', reason: 'missing-table' });
  expect(result.coverage.notices.join(' ')).toContain('Choose a later period with --from');
});

test.each(['text', 'html', 'csv'])('%s prints it', async (format) => {
  const words = [...site('site.yaml'), '--from', FROM, '--to', TO, '--format', format];
  const { status, stdout } = await run(auditCommand(), words);
  expect(status).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain('1.44 times the baseline');
});

test('a baseline that a feed covers in part is said, also where it was kept', async () => {
  for (let time = 0; time < 2; time++) {
    const { coverage } = await audited(...site('site.yaml'), '--baseline', '2026-01-26..2026-02-08');
    expect(coverage.notices).toContain(
      'In the baseline the feed "alert" covers only 2 February 2026 to 8 February 2026.',
    );
  }
});

test('without one they are "cannot tell"', async () => {
  expect(finding(await audited(...site('plain.yaml')), 'grown')).toMatchObject({
    status: 'insufficient-data',
    reason: 'missing-table',
    why: 'No baseline was given: it is judged against an earlier period of the same site.',
  });
});

test('--baseline goes before site.yaml, and what was kept of another baseline is not used', async () => {
  const whole = await audited(...site('site.yaml'));
  const week = await audited(...site('site.yaml'), '--baseline', '2026-02-09..2026-02-15');
  // Of the second week's five days two are even: 2 + 0.5 · 2/5.
  expect(finding(week, 'grown').baseline).toMatchObject({ from: '2026-02-09', value: 2.2 });
  const again = await audited(...site('site.yaml'));
  expect(again.findings).toEqual(whole.findings);
});

test('what is kept gives the same as what is measured, and rules that ask more are measured again', async () => {
  const first = await audited(...site('site.yaml'));
  expect((await audited(...site('site.yaml'))).findings).toEqual(first.findings);
  const plain = ['--store', at('store'), '--site', at('site.yaml'), '--baseline', '2026-02-02..2026-02-14'];
  writeFileSync(
    at('none.yaml'),
    readFileSync(at('rules.yaml'), 'utf8')
      .replaceAll('{times: 1.25, of: baseline}', '99')
      .replace('{times: 1.45, of: baseline}', '99'),
  );
  const none = await audited(...plain, '--rules', at('none.yaml'));
  expect(none.findings.every((one) => one.baseline === undefined)).toBe(true);
  const asked = await audited(...plain, '--rules', at('rules.yaml'));
  expect(finding(asked, 'grown').baseline).toMatchObject({ to: '2026-02-14', value: 2.25 });
});

test.each([
  ['that reaches into the period', '2026-02-02..2026-03-02'],
  ['that is later', '2026-03-16..2026-03-20'],
])('a baseline %s is refused', async (_, range) => {
  await expect(audited(...site('plain.yaml'), '--baseline', range)).rejects.toMatchObject({
    code: 'overlapping-periods',
  });
});

test('a baseline that ends before it begins is a fault of site.yaml', async () => {
  writeFileSync(at('bad.yaml'), 'baseline: {from: 2026-02-15, to: 2026-02-02}\n');
  await expect(audited(...site('bad.yaml'))).rejects.toMatchObject({ code: 'bad-site' });
});
