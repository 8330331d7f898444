import { spawnSync } from 'node:child_process';
import { join, sep } from 'node:path';
import { rulesCommand } from '../../src/cli/rules.js';
import { scratch } from '../rules/support/files.js';
import { run as runAlone } from './support/run.js';

const ROOT = join(import.meta.dirname, '..', '..');
const files = scratch();
afterAll(files.remove);

const plain = (text: string): string => text.replaceAll(files.path('') + sep, '');

/** The real program, as a process of its own. */
const spawned = (...words: string[]) => {
  const line = ['--import', 'tsx', 'src/cli/main.ts', 'rules', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout: plain(stdout), stderr: plain(stderr) };
};

async function run(...words: string[]) {
  const { status, stdout } = await runAlone(
    rulesCommand(() => new Date('2026-11-26T12:00:00Z')),
    words,
  );
  return { status, stdout: plain(stdout) };
}

const head = 'version: 1\nextends: mission-audit/mission\nrules:\n';

test('check: ours has no faults', async () => {
  expect(spawned('check', 'rules/mission.yaml')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^rules\/mission\.yaml: no faults; \d+ rules \(\d+ on\), \d+ questions$/m),
    stderr: '',
  });
});

test('check: of ours, only that a question has burdens alone', async () => {
  const { status, stdout } = await run('check', 'rules/mission.yaml');
  const remarks = stdout.split('\n').slice(0, -2);
  const where = /^rules\/mission\.yaml:\d+:\d+: Question "[a-z-]+" has burden rules and no benefit rule/;
  expect(remarks.filter((line) => !where.test(line) || !line.endsWith('[burden-only]'))).toEqual([]);
  expect(status).toBe(0);
});

test('check: every fault at once, where it stands, and exit code 2', async () => {
  const file = files.write(
    'bad.yaml',
    `${head}  - {id: a, question: care-or-clicks, measure: override-rates, at-most: 1, basis: {kind: none}}
  - {id: b, question: care-or-clicks, measure: override-rate, basis: {kind: none}}
`,
  );
  const { status, stdout, stderr } = spawned('check', file);
  expect(
    stdout,
  ).toBe(`bad.yaml:4:48: Rule "a": there is no measure "override-rates". Did you mean "override-rate"? [unknown-measure]
bad.yaml:5:5: Rule "b": needs one of at-most, at-least, between. [no-threshold]
`);
  expect(stderr).toBe('2 faults; each code is explained in docs/errors.md\n');
  expect(status).toBe(2);
});

test('check: what is only remarked is told and refuses nothing', async () => {
  const file = files.write('off.yaml', `${head}  - {id: alerts-per-visit, severity: off}\n`);
  const { status, stdout } = await run('check', file);
  expect(stdout).toContain('off.yaml:4:38: Rule "alerts-per-visit": is off and judges nothing. [rule-off]\n');
  expect(status).toBe(0);
});

test('check: bases are compared with the day on which it is run', async () => {
  const basis = (day: string) =>
    files.write(
      'basis.yaml',
      `${head}  - {id: alerts-per-visit, basis: {kind: local, note: Agreed., reviewed: ${day}}}\n`,
    );
  expect((await run('check', basis('2025-11-26'))).stdout).not.toContain('basis-not-reviewed');
  const { status, stdout } = await run('check', basis('2025-11-25'));
  expect(stdout).toContain(
    'basis.yaml:4:74: Rule "alerts-per-visit": its basis was last reviewed on 2025-11-25, more than a year ago. [basis-not-reviewed]\n',
  );
  expect(stdout).toContain('basis.yaml: no faults;');
  expect(status).toBe(0);
});

test('check: remarks on ours are counted for a file that extends ours, and listed for ours alone', async () => {
  const ours = (await run('check')).stdout.split('\n').slice(0, -2);
  const { stdout } = await run(
    'check',
    files.write('site.yaml', `${head}  - {id: advice-taken, severity: warn}\n`),
  );
  const counted = /^(\d+) remarks? on our own rules, which site\.yaml extends: mission-audit rules check$/m;
  expect(counted.exec(stdout)?.[1] ?? '0').toBe(String(ours.length));
  expect(stdout).not.toContain('mission.yaml:');
});

test('check: names of tools, and the waivers', async () => {
  const tools = files.write('tools.yaml', 'version: 1\ntools: [{id: inbox, match: []}]\n');
  const rules = files.write(
    'tool.yaml',
    `${head}  - {id: advice-taken, except: [{tool: inbocks, at-least: 0.1}]}\n`,
  );
  expect(await run('check', rules, '--tools', tools)).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('Did you mean "inbox"? [unknown-tool]'),
  });
  const waivers = files.write(
    'waivers.yaml',
    'version: 1\nwaivers: [{rule: advise-taken, owner: A, reason: B, expires: 2027-01-01}]\n',
  );
  expect(await run('check', '--waivers', waivers)).toMatchObject({
    status: 2,
    stdout: expect.stringContaining('There is no rule "advise-taken" to waive. Did you mean "advice-taken"?'),
  });
});

test('list: questions, rules, and what cannot be measured', async () => {
  const { status, stdout } = await run('list');
  expect(status).toBe(0);
  expect(stdout).toContain(
    '  - advice-taken (benefit, fail): acted-on-share at least 20%, for each tool apart',
  );
  expect(stdout).toContain('  Not measurable: Presence leaves no row.');
});

test('list: a site’s own file', async () => {
  const file = files.write('own.yaml', `${head}  - {id: advice-taken, at-least: 0.3}\n`);
  expect((await run('list', '--rules', file)).stdout).toContain(
    'advice-taken (benefit, fail): acted-on-share at least 30%',
  );
});

test('explain: a rule in full, with its SQL', async () => {
  const { status, stdout } = await run('explain', 'advice-taken');
  expect(status).toBe(0);
  expect(stdout).toContain('What would change the verdict');
  expect(stdout).toContain('FROM alert_of_period');
});

test('explain: a site’s rule says where it is changed', async () => {
  const file = files.write('own.yaml', `${head}  - {id: advice-taken, at-least: 0.3}\n`);
  const { stdout } = await run('explain', 'advice-taken', '--rules', file);
  expect(stdout).toContain('at least 30%');
  expect(stdout).toContain('In own.yaml, which builds on others');
});

test('explain: a rule that is not there', async () => {
  expect(spawned('explain', 'advice-takn')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('there is no rule "advice-takn"; did you mean "advice-taken"?'),
  });
});

test('help shows for each command a line that can be run as it stands', async () => {
  const command = rulesCommand();
  for (const one of [command, ...command.commands]) {
    let help = '';
    one.configureOutput({
      writeOut: (text) => {
        help += text;
      },
    });
    one.outputHelp();
    const [, line] = /Example:\n {2}mission-audit rules (.+)\n/.exec(help) ?? [];
    expect(line).toBeDefined();
    expect((await run(...line!.split(' '))).status).toBe(0);
  }
});
