import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { ROOT } from '../docs/support/markdown.js';
import { scratch } from '../rules/support/files.js';
import { Wire } from './support/raw.js';
import { ask } from './support/serving.js';

const files = scratch();
const children: ChildProcess[] = [];
beforeAll(() => void mkdirSync(files.path('store')));
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  files.remove();
});

const CONFIG = `publicUrl: http://127.0.0.1:8080/audit
store: ./store
listen: {port: 0}
metrics: {port: 0}
issuers:
  - {iss: https://ehr.example.org/fhir, clientId: app, auth: public, frameAncestors: [https://ehr.example.org]}
`;

class Ran {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(name: string, text: string, ...more: string[]) {
    const args = [
      '--import',
      'tsx',
      'src/cli/main.ts',
      'serve',
      '--config',
      files.write(name, text),
      ...more,
    ];
    this.child = spawn(process.execPath, args, { cwd: ROOT });
    children.push(this.child);
    this.child.stdout!.on('data', (part) => {
      this.stdout += part;
    });
    this.child.stderr!.on('data', (part) => {
      this.stderr += part;
    });
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
  }

  /** Until stderr says so, or the process has ended. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    let over = false;
    void this.ended.then(() => {
      over = true;
    });
    for (;;) {
      const found = words.exec(this.stderr);
      if (found) return found;
      if (over) throw new Error(`ended without ${words}:\n${this.stderr}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  async origin(): Promise<string> {
    return (await this.says(/listens on +(\S+)[\s\S]*framed by/))[1]!;
  }
}

test('--check says what would be served and what to register, and starts nothing', async () => {
  const ran = new Ran('check.yaml', CONFIG, '--check');
  expect(await ran.ended).toBe(0);
  expect(ran.stdout).toContain('check.yaml: no faults\n');
  for (const line of [
    'launch URL   http://127.0.0.1:8080/audit/launch',
    'redirect URI http://127.0.0.1:8080/audit/callback',
    'https://ehr.example.org/fhir',
    'client     app, public',
    'framed by  https://ehr.example.org',
  ])
    expect(ran.stdout).toContain(line);
  expect(ran.stderr).toBe('');
});

test('faults end it with 2, each on its line, with a stable code', async () => {
  const ran = new Ran(
    'faulty.yaml',
    CONFIG.replace('store: ./store', 'stroe: ./store').replace('http:', 'ftp:'),
  );
  expect(await ran.ended).toBe(2);
  expect(ran.stderr).toMatch(/faulty\.yaml:1:12: publicUrl .*\n.*faulty\.yaml:2:1: "stroe" is not known/s);
  expect(ran.stderr).toContain('[bad-config]');
  expect(ran.stdout).toBe('');
});

test('it serves until SIGTERM, and then ends with 0', async () => {
  const ran = new Ran('serve.yaml', CONFIG);
  const origin = await ran.origin();
  expect((await ask(`${origin}/audit/healthz`)).status).toBe(200);
  expect(ran.stderr).toContain('redirect URI http://127.0.0.1:8080/audit/callback');
  ran.child.kill('SIGTERM');
  expect(await ran.ended).toBe(0);
  const lines = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['request', 'server-ended']));
});

test('a second signal ends it at once, also with a request in flight', async () => {
  const ran = new Ran('twice.yaml', CONFIG);
  const wire = new Wire(await ran.origin());
  // A form whose end never comes.
  wire.say(
    'POST /audit/logout/abc HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\na',
  );
  while (!wire.received.includes('100')) await new Promise((next) => setTimeout(next, 10));
  ran.child.kill('SIGINT');
  await ran.says(/SIGINT: finishing/);
  ran.child.kill('SIGTERM');
  expect(await ran.ended).toBe(143);
});
