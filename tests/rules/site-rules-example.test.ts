import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { auditCommand } from '../../src/cli/audit.js';
import { rulesCommand } from '../../src/cli/rules.js';
import { run } from '../cli/support/run.js';
import { blocks, ROOT, read } from '../docs/support/markdown.js';
import { scratch } from './support/files.js';

const FOLDER = 'docs/site-rules-example';
const page = read(`${FOLDER}/README.md`);
const files = scratch();
afterAll(files.remove);

const RealDate = Date;
afterEach(() => {
  globalThis.Date = RealDate;
});

/** Waivers expire: what the page prints holds on the day on which it was written. */
function onDay(day: string): void {
  globalThis.Date = class extends RealDate {
    constructor(given?: string) {
      super(given ?? `${day}T12:00:00Z`);
    }
  } as DateConstructor;
}

/** A command of the page as if it were run in the page's folder. */
async function runHere(line: string, folder = join(ROOT, FOLDER)) {
  const [program, name, ...words] = line.trim().split(' ');
  expect(program).toBe('mission-audit');
  const here = words.map((word) => (existsSync(join(folder, word)) ? join(folder, word) : word));
  const command = name === 'audit' ? auditCommand() : rulesCommand();
  const { status, stdout } = await run(command, here);
  return { status, stdout: stdout.replaceAll(folder + sep, '') };
}

/** `…` stands for whatever was left out: a line of its own for any lines, within a line for any text of it. */
function asPattern(shown: string): RegExp {
  const lines = shown.trimEnd().split('\n');
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = lines.map((line) =>
    line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escaped).join('.*')}\\n`,
  );
  return new RegExp(`^${pattern.join('')}$`);
}

const commands = blocks(page, 'sh');
const shown = blocks(page, 'text');
const statuses = [...page.matchAll(/^Exit code (\d)/gm)].map(([, status]) => Number(status));

test('the page has a command, what it prints and how it ends, each time', () => {
  expect([commands.length, shown.length, statuses.length]).toEqual([5, 5, 5]);
});

test.each(commands.map((line, at) => [line.trim(), at] as const))('%s', async (line, at) => {
  onDay('2026-11-26');
  const { status, stdout } = await runHere(line);
  expect(stdout).toMatch(asPattern(shown[at]!));
  expect(status).toBe(statuses[at]);
});

test('after its last day the waiver no longer applies, and the report says so', async () => {
  onDay('2027-04-01');
  const { status, stdout } = await runHere(commands.at(-1)!);
  expect(status).toBe(1);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain('expired on 2027-03-31 and no longer applies');
});

test('without the basis the remark is the one shown', async () => {
  const whole = read(`${FOLDER}/site-rules.yaml`);
  const text = whole.replace(/ {4}basis:\n(?: {6}.*\n)*/, '');
  expect(text).not.toBe(whole);
  files.write('site-rules.yaml', text);
  const { status, stdout } = await runHere('mission-audit rules check site-rules.yaml', files.path(''));
  expect(status).toBe(0);
  expect(stdout).toContain(blocks(page, 'text without basis')[0]);
});

test.each(['site-rules.yaml', 'waivers.yaml'])('%s is the file that the page shows', (name) => {
  expect(blocks(page, `yaml ${name}`)).toEqual([read(`${FOLDER}/${name}`)]);
});

test('a pattern leaves out only what it says it leaves out', () => {
  expect('a\nb\nc 1\n').toMatch(asPattern('…\nb\nc …\n'));
  expect('a\nb\nc 1\n').not.toMatch(asPattern('b\nc …\n'));
  expect('a\nb\nc 1\n').not.toMatch(asPattern('…\nb\n'));
  expect('a\nb\nx\n').not.toMatch(asPattern('…\nb\nc …\n'));
});
