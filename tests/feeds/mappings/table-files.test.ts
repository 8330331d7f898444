import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadMapping } from '../../../src/feeds/delimited/known.js';
import { columns, imported } from './imported.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'table-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const ALERTS = [
  'alert_id,shown,user_id,alert_key,interruptive',
  'A1,2026-03-02T08:00:00-05:00,Practitioner/t1,test-key,true',
  'A2,2026-03-02 08:01:00,Practitioner/t2,test-key,unknown',
];
const FOUND = [
  ['A1', '2026-03-02 13:00:00', 'Practitioner/t1', 'true'],
  ['A2', '2026-03-02 13:01:00', 'Practitioner/t2', 'unknown'],
];

test.each([
  ['alert.csv', ','],
  ['alert.tsv', '\t'],
  ['alert.psv', '|'],
  ['alert.csv', ';'],
  ['alert.txt.gz', '|'],
])('%s delimited by %j', async (name, delimiter) => {
  const text = ALERTS.map((line) => `${line.replaceAll(',', delimiter)}\n`).join('');
  const { rows } = await imported([file(name, name.endsWith('.gz') ? gzipSync(text) : text)]);
  expect(columns(rows('alert'), ['alert_id', 'shown', 'user_id', 'interruptive'])).toEqual(FOUND);
});

test('blank lines, a byte order mark, CRLF, quoted headers and columns that nobody knows', async () => {
  const text =
    '\ufeff\r\n"alert_id","shown","note"\r\nA1,2026-03-02T13:00:00Z,"a | b\tc"\r\n\r\nA2,2026-03-02T13:01:00Z,\r\n';
  const { rows, quarantined } = await imported([file('alert.csv', text)]);
  expect(columns(rows('alert'), ['alert_id', 'shown'])).toEqual([
    ['A1', '2026-03-02 13:00:00'],
    ['A2', '2026-03-02 13:01:00'],
  ]);
  expect(quarantined).toEqual([]);
});

test('a file that lacks a required column is named with it and read as no other table', async () => {
  const { rows, notices } = await imported([
    file('alert.csv', 'alert_id,response\nA1,accepted\n'),
    file('override_review.csv', 'alert_id,appropriate\nA1,true\n'),
  ]);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(/alert\.csv" was not read: .* table alert, .* lacks "shown"/);
  expect(rows('alert_answer')).toEqual([]);
  expect(rows('override_review')).toHaveLength(1);
});

test('a file named alert.csv stays alerts though reviews need less', async () => {
  const { rows } = await imported([
    file(
      'alert.csv',
      'alert_id,shown,appropriate,reviewed\nA1,2026-03-02T13:00:00Z,true,2026-03-03T13:00:00Z\n',
    ),
  ]);
  expect(rows('alert')).toHaveLength(1);
  expect(rows('override_review')).toEqual([]);
});

test('the row’s own feed comes before --feed, and that before the table’s name', async () => {
  const text = 'alert_id,shown,feed\nA1,2026-03-02T13:00:00Z,own-feed\nA2,2026-03-02T13:01:00Z,\n';
  const path = file('alert.csv', text);
  const feeds = async (feed: string | null) =>
    columns((await imported([path], { feed })).rows('alert'), ['feed']).flat();
  expect(await feeds(null)).toEqual(['own-feed', 'alert']);
  expect(await feeds('given')).toEqual(['own-feed', 'given']);
});

test('source and server are ours to write', async () => {
  const { rows } = await imported([
    file('alert.csv', 'alert_id,shown,source,server\nA1,2026-03-02T13:00:00Z,elsewhere,other\n'),
  ]);
  expect(columns(rows('alert'), ['source', 'server'])).toEqual([[`${join(folder, 'alert.csv')}:2`, 'main']]);
});

test.each([
  ['a later instant', '2026-03-02T14:00:00Z', '2026-03-02T13:00:00Z'],
  ['a greater number', '10', '9'],
  ['any version', '1', ''],
])('of two rows with one id %s is current', async (_, winner, loser) => {
  const line = (version: string, key: string) => `A1,2026-03-02T13:00:00Z,${key},${version}\n`;
  for (const lines of [line(winner, 'a') + line(loser, 'z'), line(loser, 'z') + line(winner, 'a')]) {
    const { rows } = await imported([file('alert.csv', `alert_id,shown,alert_key,version\n${lines}`)]);
    expect(columns(rows('alert', 'current'), ['alert_key'])).toEqual([['a']]);
  }
});

test('without versions the last in order of the cells is current', async () => {
  const { rows } = await imported([
    file('alert.csv', 'alert_id,shown,alert_key\nA1,2026-03-02T13:00:00Z,b\nA1,2026-03-02T13:00:00Z,a\n'),
  ]);
  expect(columns(rows('alert', 'current'), ['alert_key'])).toEqual([['b']]);
});

test('roles without an id of their own are all kept', async () => {
  const { rows } = await imported([
    file('practitioner_role.csv', 'user_id,specialty\nPractitioner/t1,test-a\nPractitioner/t2,test-b\n'),
  ]);
  expect(rows('practitioner_role', 'current')).toHaveLength(2);
});

test('an audit row of a patient, a relative or a device is no clinician’s', async () => {
  const users = ['Practitioner/t1', 'Patient/t2', 'RelatedPerson/t3', 'Device/t4', ''];
  const lines = users.map((user, index) => `E${index},2026-03-02T13:00:00Z,${user}\n`).join('');
  const { rows } = await imported([file('audit_event.csv', `event_id,recorded,user_id\n${lines}`)]);
  expect(columns(rows('audit_event'), ['user_kind']).flat()).toEqual([
    'clinician',
    'patient',
    'related',
    'system',
    'unidentified',
  ]);
});

test('--mapping: a list of rules, joined cells, a map that names only its own words, and the zone of a column', async () => {
  const mapping = file(
    'own.yaml',
    `feed: own-alerts
empty: ["-"]
header: [ID, PART, WHEN_LOCAL, MODE]
rows:
  - table: alert
    columns:
      alert_id: {join: [ID, PART]}
      shown:
        first:
          - {column: WHEN_UTC, format: "%Y%m%d%H%M%S", zone: UTC}
          - {column: WHEN_LOCAL, format: "%m/%d/%Y %H:%M:%S", zone: America/Los_Angeles}
      interruptive: {column: MODE, map: {popup: true}, otherwise: unknown}
`,
  );
  const data = file(
    'vendor.csv',
    `ID,PART,WHEN_UTC,WHEN_LOCAL,MODE
1,a,20260302130000,-,popup
1,b,-,03/02/2026 08:00:00,constructor
1,-,-,03/02/2026 08:00:00,popup
2,a,yesterday,03/02/2026 08:00:00,inline
3,a,yesterday,-,inline
`,
  );
  const { rows, quarantined } = await imported([data], { mapping });
  expect(columns(rows('alert'), ['alert_id', 'shown', 'interruptive', 'feed'])).toEqual([
    ['1:a', '2026-03-02 13:00:00', 'true', 'own-alerts'],
    ['1:b', '2026-03-02 16:00:00', 'unknown', 'own-alerts'],
    ['2:a', '2026-03-02 16:00:00', 'unknown', 'own-alerts'],
  ]);
  expect(quarantined).toEqual([
    [4, 'missing-id'],
    [6, 'bad-instant'],
  ]);
});

test.each([
  ['columns: {alert: ID}', 'no column "alert"'],
  ['columns: {alert_id: ID, server: X}', 'no column "server"'],
  ['columns: {alert_id: {colunm: ID}}', '"colunm" is not known'],
])('a mapping with %s is refused', (columnsOf, fault) => {
  const mapping = file('bad.yaml', `feed: own\nheader: [ID]\nrows:\n  - table: alert\n    ${columnsOf}\n`);
  expect(() => loadMapping(mapping)).toThrow(fault);
});
