import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalLines } from '../../src/store/journal/read.js';
import { startPracticeEhr } from '../practice/ehr/index.js';
import { Browser } from '../smart-launch/practice/browser.js';
import {
  clientAt,
  type Opened,
  open,
  SCOPES,
  startApp,
  type TestApp,
  until,
  writeConfig,
} from './support/app.js';
import { type HandClinic, handClinic } from './support/hand-clinic.js';
import { collect, fold } from './support/store.js';

const ROOT = join(import.meta.dirname, '..', '..');
const store = mkdtempSync(join(tmpdir(), 'concern-store-'));
let clinic: HandClinic;
let site: string;
let app: TestApp;

beforeAll(async () => {
  clinic = handClinic();
  site = join(clinic.dir, 'site.yaml');
  await collect([clinic.export], { store, site });
  // Names come with the scope `profile`.
  app = await startApp({ dir: clinic.dir, store, issuer: { scopes: `${SCOPES} profile` } });
});

afterAll(async () => {
  await app?.close();
  clinic?.remove();
  rmSync(store, { recursive: true, force: true });
});

interface Line {
  concern_id: string;
  words: string;
  signed: string;
  encounter_ref: string;
}

const lines = () =>
  journalLines(store, 'concern').filter((line) => 'concern_id' in (line as object)) as Line[];
const lineOf = (words: string) => lines().find((line) => line.words === words);

/** The first form for a tool on the page. */
function formOf(page: Opened): { action: string; tool: string } {
  const input = page.document.querySelector('#concern input[name=tool]')!;
  return { action: input.closest('form')!.getAttribute('action')!, tool: input.getAttribute('value')! };
}

async function raise(page: Opened, fields: Record<string, string> = {}): Promise<Opened> {
  const { action, tool } = formOf(page);
  return page.post(action, { token: page.token, tool, ...fields });
}

const visit = { patient: 'a', encounter: 'one', user: '1' };
const raised = (page: Opened) => page.document.querySelector('#concern')?.textContent ?? '';

test('one tap is stored, acknowledged on the same page, and shown there', async () => {
  const page = await app.launch(visit);
  const before = lines().length;
  const after = await raise(page);
  expect([after.status, after.path]).toEqual([200, page.path]);
  expect(after.words).toContain('Your concern is stored');
  expect(lines()).toHaveLength(before + 1);
  expect(lines().at(-1)).toMatchObject({
    encounter_ref: 'Encounter/one',
    words: '',
    signed: '',
    tool: 'notes',
  });
});

test('the name is written only where the person signs', async () => {
  const page = await app.launch(visit);
  await raise(page, { words: 'unsigned words' });
  await raise(page, { words: 'signed words', sign: 'yes' });
  expect(lineOf('unsigned words')?.signed).toBe('');
  expect(JSON.stringify(lineOf('unsigned words'))).not.toMatch(/Practitioner|Doctor|Number1/);
  expect(lineOf('signed words')?.signed).toBe('Doctor Number1');
});

test.each([
  ['a wrong token', { token: 'x' }, 403],
  ['no token', { token: '' }, 403],
  ['too many words', { words: 'x'.repeat(501) }, 400],
  ['no tool', { tool: '' }, 400],
  ['a tool of endless name', { tool: 'x'.repeat(201) }, 400],
])('with %s nothing is stored', async (_name, fields, status) => {
  const page = await app.launch(visit);
  const before = lines().length;
  expect((await raise(page, fields)).status).toBe(status);
  expect(lines()).toHaveLength(before);
});

test('500 characters are whole characters, and fit', async () => {
  const page = await app.launch(visit);
  const words = '𝒳'.repeat(500);
  expect((await raise(page, { words })).status).toBe(200);
  expect(lineOf(words)).toBeDefined();
});

test('the token of another launch is none', async () => {
  const [page, other] = [await app.launch(visit), await app.launch(visit)];
  expect((await raise(page, { token: other.token })).status).toBe(403);
});

test('about an encounter that this launch did not show nothing is stored', async () => {
  const page = await app.launch(visit);
  const { tool } = formOf(page);
  const answer = await page.post(`${page.path}/concerns?encounter=Encounter/of-b`, {
    token: page.token,
    tool,
  });
  expect(answer.status).toBe(404);
  expect(lines().filter((line) => line.encounter_ref === 'Encounter/of-b')).toEqual([]);
});

test('two people of one encounter do not see each other’s concerns', async () => {
  const words = 'only mine to see';
  await raise(await app.launch({ ...visit, encounter: 'three' }), { words });
  expect(raised(await app.launch({ ...visit, encounter: 'three' }))).toContain(words);
  expect((await app.launch({ ...visit, encounter: 'three', user: '2' })).text).not.toContain(words);
  expect((await app.launch(visit)).text).not.toContain(words);
});

test('the informatics team sees week, tool and words; its answer comes back to the raiser only', async () => {
  await raise(await app.launch({ ...visit, encounter: 'three' }), { words: 'please <b>mend</b> this' });
  const { concern_id } = lineOf('please <b>mend</b> this')!;
  const overview = await app.signIn('inf-1');
  const page = await overview.go(`${overview.path}/concerns`);
  expect(page.words).toContain('please <b>mend</b> this');
  expect(page.words).toMatch(/Notes week \d{4}-W\d\d/);
  expect(page.text).not.toMatch(/Encounter\/|Patient\/|Practitioner\/|\d\d:\d\d/);
  expect(page.words).toContain('signed by Doctor Number1');

  const send = (fields: object) =>
    page.post(`${page.path}`, { token: page.token, concern: concern_id, words: 'it is mended', ...fields });
  expect((await send({ token: 'x' })).status).toBe(403);
  expect((await send({ concern: 'no-such' })).status).toBe(400);
  expect((await send({ words: 'x'.repeat(501) })).status).toBe(400);
  expect((await send({})).words).toContain('it is mended');
  expect(raised(await app.launch({ ...visit, encounter: 'three' }))).toContain('it is mended');
  expect((await app.launch({ ...visit, encounter: 'three', user: '3' })).text).not.toContain('it is mended');
});

test('where the disk refuses, nothing is acknowledged, the page says so, and charts still open', async () => {
  const page = await app.launch(visit);
  const folder = join(store, 'journal');
  renameSync(folder, `${folder}.away`);
  writeFileSync(folder, 'no folder');
  try {
    const answer = await raise(page, { words: 'lost?' });
    expect(answer.status).toBe(503);
    expect(answer.words).toContain('Not stored');
    expect((await app.launch(visit)).status).toBe(200);
  } finally {
    rmSync(folder);
    renameSync(`${folder}.away`, folder);
  }
  expect(lineOf('lost?')).toBeUndefined();
  expect(raised(await app.launch(visit))).not.toContain('lost?');
  expect((await raise(page, { words: 'and now' })).status).toBe(200);
  expect(lineOf('and now')).toBeDefined();
});

test('what was acknowledged survives kill -9, and a fold, and comes back with its answer', async () => {
  const own = mkdtempSync(join(tmpdir(), 'killed-store-'));
  await collect([clinic.export], { store: own, site });
  const url = `http://127.0.0.1:${await freePort()}`;
  const ehr = await startPracticeEhr({ clinicDir: clinic.dir, clients: [clientAt(url)] });
  const config = writeConfig({ dir: clinic.dir, store: own, url, ehr });
  const args = ['--import', 'tsx', join(ROOT, 'src/cli/main.ts')];
  const child = spawn(process.execPath, [...args, 'serve', '--config', config], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  try {
    const ended = once(child, 'exit');
    await until(() =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    const page = await open(new Browser(), ehr.launch('app', visit).url);
    const { action, tool } = formOf(page);
    const target = new URL(action, page.address).href;
    const answer = await page.browser.request(target, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token: page.token, tool, words: 'before the crash' }).toString(),
    });
    child.kill('SIGKILL');
    await ended;
    expect(answer.status).toBe(303);
    const kept = journalLines(own, 'concern') as Line[];
    expect(kept.map(({ words }) => words)).toEqual(['before the crash']);

    // By the command line, without paths: the dead process's segments are closed, and folded.
    const folding = spawn(process.execPath, [...args, 'collect', '--store', own, '--site', site], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = readAll(folding.stderr);
    const [code] = await once(folding, 'exit');
    expect([code, await said]).toEqual([0, 'journal folded: 1 concern, 1 view\n']);
    expect(readdirSync(join(own, 'journal')).sort()).toEqual(['concerns.ndjson', 'raiser.key']);

    const again = await startApp({ dir: clinic.dir, store: own });
    try {
      expect(raised(await again.launch(visit))).toContain('before the crash');
      const overview = await again.signIn('inf-1');
      const team = await overview.go(`${overview.path}/concerns`);
      await team.post(team.path, { token: team.token, concern: kept[0]!.concern_id, words: 'thank you' });
    } finally {
      await again.close();
    }
    expect(await fold(own, site)).toMatchObject({ lines: { concern: 1 }, unreadable: 0 });
    const third = await startApp({ dir: clinic.dir, store: own });
    try {
      expect(raised(await third.launch(visit))).toContain('thank you');
    } finally {
      await third.close();
    }
  } finally {
    child.kill('SIGKILL');
    await ehr.close();
    rmSync(own, { recursive: true, force: true });
  }
});

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

test('no word of a concern and no name is in the log', () => {
  const text = app.log.join('');
  expect(text).toContain('concern-stored');
  for (const { words } of lines().filter((line) => line.words !== '')) expect(text).not.toContain(words);
  for (const word of ['Doctor', 'Practitioner/', 'Encounter/']) expect(text).not.toContain(word);
  expect(readFileSync(join(store, 'journal', 'raiser.key'), 'utf8')).toHaveLength(43);
});
