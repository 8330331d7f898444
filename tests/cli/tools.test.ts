import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolsCommand } from '../../src/cli/tools.js';
import { loadTools } from '../../src/store/config/tools.js';
import { run } from './support/run.js';

const ROOT = join(import.meta.dirname, '..', '..');
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

const hour = (n: number) => `2026-03-02T${String(n).padStart(2, '0')}`;

/** A board that refreshes every 60 s for an hour, a robot that works round the clock, and a person. */
function smallLog(): string {
  const rows: string[] = [];
  const add = (at: string, user: string, rest: string) => rows.push(`E${rows.length},${at},${user},${rest}`);
  for (let minute = 0; minute < 60; minute += 1)
    add(
      `${hour(9)}:${String(minute).padStart(2, '0')}:30Z`,
      'Practitioner/test-1',
      'Device/test-board,Location,search,,Patient/p-1',
    );
  for (let n = 0; n < 24; n += 1)
    add(`${hour(n)}:00:07Z`, 'Practitioner/test-robot', 'Device/test-ehr,Observation,read,,Patient/p-2');
  for (let n = 0; n < 6; n += 1)
    add(
      `${hour(10)}:${n}0:0${n}Z`,
      'Practitioner/test-2',
      'Device/test-ehr,ServiceRequest,create,,Patient/p-3',
    );
  add(`${hour(11)}:00:00Z`, 'Practitioner/test-2', 'Practitioner/secret-1,Thingamy,read,,Patient/p-3');
  add(`${hour(11)}:00:00Z`, 'Patient/p-3', 'Device/test-ehr,Observation,read,,Patient/p-3');
  return `event_id,recorded,user_id,observer,entity_types,subtypes,metric,patient_id\n${rows.join('\n')}\n`;
}

test('the small log: what is proposed, and what only as a comment', async () => {
  const log = written('audit_event.csv', smallLog());
  const draft = await tools(log, '--time-zone', 'UTC', '--suggest');
  expect(draft).toContain('# 91 of them had no tool; this draft leaves 1 (1.1%).');
  expect(draft).toContain(
    '#   - {observer: Device/test-board} # 60 rows; 100% of the gaps are multiples of 60 s',
  );
  expect(draft).toContain(
    '#   - Practitioner/test-robot # 24 rows; at work in up to 24 hours of a day, 1 rows in the busiest hour',
  );
  for (const id of ['Practitioner/test-1', 'Practitioner/test-2', 'secret-1', 'p-1', 'p-2', 'p-3'])
    expect(draft).not.toContain(id);
  const map = loadTools(written('small.yaml', draft));
  expect(map.isNotPerson('Practitioner/test-robot')).toBe(false);
  expect(map.tools.map(({ id }) => id)).toEqual(['test-board', 'order-entry', 'chart']);
});

test('the comments, taken away, do what they say', async () => {
  const log = join(folder, 'audit_event.csv');
  const draft = readFileSync(join(folder, 'small.yaml'), 'utf8');
  const applied = written(
    'applied.yaml',
    draft.replace(/^# (background|notPeople):/gm, '$1:').replace(/^# {3}- /gm, '  - '),
  );
  const text = await tools(log, '--time-zone', 'UTC', '--tools', applied);
  const cells = cellsOf(text);
  expect(text).toContain('Besides, 60 rows came from screens that refresh themselves.');
  expect(cells).toContainEqual(['chart: Chart', 'chart-review', '25', '0']);
  expect(cells).toContainEqual(['order-entry: Order entry', 'ordering', '6', '6']);
  expect(cells).toContainEqual(['no tool', '1', '1']);
});

test('no audit log, and an empty draft, are said plainly', async () => {
  const alerts = written('alert.csv', 'alert_id,shown\nA1,2026-03-02T09:00:00Z\n');
  expect(await tools(alerts, '--time-zone', 'UTC')).toBe('There is no audit log to be mapped.\n');
  const draft = await tools(alerts, '--time-zone', 'UTC', '--suggest');
  expect(loadTools(written('empty.yaml', draft)).tools).toEqual([]);
});

test('the command is part of the program, and its help has an example', () => {
  const line = ['--import', 'tsx', 'src/cli/main.ts', 'tools', '--help'];
  const { status, stdout } = spawnSync(process.execPath, line, { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toContain('mission-audit tools export/ --site site.yaml --suggest > tools.yaml');
});
