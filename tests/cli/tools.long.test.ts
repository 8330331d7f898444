import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditCommand } from '../../src/cli/audit.js';
import { toolsCommand } from '../../src/cli/tools.js';
import { loadTools } from '../../src/store/config/tools.js';
import { simulate } from '../practice/clinic/simulate.js';
import { run } from './support/run.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tools-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tools = async (...words: string[]) => (await run(toolsCommand(), words)).stdout;

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const cellsOf = (text: string) => text.split('\n').map((line) => line.trim().split(/\s{2,}/));

describe('the practice clinic', () => {
  let common: string[];
  let draft: string;
  beforeAll(async () => {
    const clinic = join(folder, 'clinic');
    await simulate({ out: clinic, seed: 1, neutral: false });
    common = ['--site', join(clinic, 'site.yaml'), '--store', join(folder, 'store')];
    draft = written('clinic.yaml', await tools(clinic, ...common, '--suggest'));
  }, 120_000);

  async function coverageWith(map: string): Promise<Record<string, number>> {
    const output = join(folder, 'result.json');
    const report = ['--format', 'json', '--output', output, '--fail-on', 'never'];
    await run(auditCommand(), [...common, '--tools', map, ...report]);
    return (JSON.parse(readFileSync(output, 'utf8')) as { coverage: Record<string, number> }).coverage;
  }

  test('an audit with the draft has next to nothing unmapped, and nothing taken away', async () => {
    const coverage = await coverageWith(draft);
    expect(coverage.unmappedShare).toBeLessThan(0.01);
    expect(coverage.backgroundEvents).toBe(0);
    const pending = coverage.clinicianEvents!.toLocaleString('en-US');
    expect(readFileSync(draft, 'utf8')).toContain(`${pending} of them had no tool`);
  });

  test('it finds the boards that refresh themselves, and the tools by their sources', () => {
    const text = readFileSync(draft, 'utf8');
    expect(text).toMatch(/# {3}- \{observer: Device\/tracking-board\} # [\d,]+ rows; .* multiples of 300 s/);
    expect(text).toMatch(/# {3}- \{agent: Device\/kiosk-refresh-2\}/);
    const ids = loadTools(draft).tools.map(({ id }) => id);
    const sources = ['mission-audit', 'sepsis-cds', 'codewise', 'rpm', 'inbasket', 'video-gateway'];
    expect(ids).toEqual(expect.arrayContaining(sources));
    expect(text).not.toMatch(/Practitioner|Patient\//);
  });

  test('with the clinic’s own map the table adds up to what an audit counts', async () => {
    const map = join(folder, 'clinic', 'tools.yaml');
    const text = await tools(...common, '--tools', map);
    const coverage = await coverageWith(map);
    const cells = cellsOf(text);
    const start = cells.findIndex(([first]) => first === 'Tool') + 1;
    const end = cells.findIndex(([first]) => first === 'no tool');
    const counts = cells.slice(start, end + 1).map((line) => Number(line.at(-1)!.replaceAll(',', '')));
    const acting = counts.reduce((sum, next) => sum + next, 0);
    expect(counts.at(-1)! / acting).toBeCloseTo(coverage.unmappedShare!, 10);
    const background = coverage.backgroundEvents!.toLocaleString('en-US');
    expect(text).toContain(`${background} rows came from screens`);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
