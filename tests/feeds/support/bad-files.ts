import { constants, gunzipSync, gzipSync } from 'node:zlib';

/** A file that something is wrong with, what must be read of it all the same, and what must be told. */
export interface BadFile {
  name: string;
  bytes: Buffer | string;
  /** Ids of the events (or alerts) that are read. */
  good: string[];
  /** Only some of `good`, from the first on, are read: the damage is quarantined with the line after. */
  until?: true;
  /** What is quarantined, as `line code`. */
  bad: string[];
  /** A part of the notice about it. */
  notice?: string;
}

/** DuckDB does not look at members that nobody reads: what is odd in there is not told. The row itself is right. */
export const LENIENT = new Set(['deep member.ndjson', 'comma.ndjson', 'keys unread.ndjson']);

/** Through DuckDB, which takes a process for each file, in the quick tests. */
export const QUICK = new Set([
  'fine.ndjson',
  'brackets.ndjson',
  'utf8.ndjson',
  'keys.ndjson',
  '9999.ndjson',
  'late blank lines.ndjson',
  'no trailer.ndjson.gz',
  'x[1].ndjson',
  'x1.ndjson',
]);

export function event(id: string, more: object = {}): string {
  const agent = [{ requestor: true, who: { reference: 'Practitioner/1' } }];
  return JSON.stringify({
    resourceType: 'AuditEvent',
    id,
    recorded: '2026-03-03T10:00:00-05:00',
    agent,
    ...more,
  });
}

/** Two good lines around what is tried; each file has ids of its own. */
function around(name: string, middle: string | Buffer, ...bad: string[]): BadFile {
  const key = name.replace(/\W/g, '-');
  const ids = [`${key}-a`, `${key}-z`];
  const [first, last] = ids.map((id) => event(id));
  const bytes = Buffer.concat([`${first}\n`, middle, `\n${last}\n`].map((part) => Buffer.from(part)));
  return { name, bytes, good: ids, bad };
}

const many = (key: string, count: number) => Array.from({ length: count }, (_, n) => `${key}-${n}`);
const ndjson = (ids: string[], end = '\n') => ids.map((id) => event(id) + end).join('');

/** So long that it unpacks in several pieces; ids that do not pack well. */
const long = many('gz', 4000).map((id, n) => `${id}-${((n * 2654435761) % 4294967296).toString(36)}`);
const packed = gzipSync(ndjson(long));
const half = packed.subarray(0, packed.length >> 1);
const halfText = gunzipSync(half, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
const halfLines = halfText.split('\n').length - 1;
const afterAll = `${long.length + 1} bad-gzip`;
const wrongSum = Buffer.from(packed);
wrongSum[wrongSum.length - 6]! ^= 1;

const cutMember = Buffer.from(ndjson(many('members', 3)));

const bundle = JSON.stringify(
  {
    resourceType: 'Bundle',
    entry: [
      { resource: JSON.parse(event('bundle-a')) },
      { fullUrl: 'urn:x' },
      { resource: JSON.parse(event('bundle-b', { recorded: undefined })) },
      { resource: 'text' },
      { resource: JSON.parse(event('bundle-z')) },
    ],
  },
  null,
  1,
);
const lineIn = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
const list = `[\n${event('list-a')},\n${event('list-b', { recorded: '2026' })},\n7,\n${event('list-z')}\n]\n`;

export const fhirFiles: BadFile[] = [
  { name: 'fine.ndjson', bytes: ndjson(many('fine', 3)), good: many('fine', 3), bad: [] },
  { name: 'empty.ndjson', bytes: '', good: [], bad: [], notice: 'is empty' },
  { name: 'white.ndjson', bytes: ' \n\r\n\t\n', good: [], bad: [], notice: 'nothing but white space' },
  { name: 'far.ndjson', bytes: '\n'.repeat(1_100_000) + event('far'), good: ['far'], bad: [] },
  { name: 'bom.ndjson', bytes: `\uFEFF${event('bom')}\n`, good: ['bom'], bad: [] },
  {
    name: 'two boms.ndjson',
    bytes: `\uFEFF${event('boms-a')}\n\uFEFF${event('boms-b')}\n`,
    good: ['boms-a', 'boms-b'],
    bad: [],
  },
  { name: 'crlf.ndjson', bytes: ndjson(many('crlf', 3), '\r\n'), good: many('crlf', 3), bad: [] },
  {
    name: 'utf16le.ndjson',
    bytes: Buffer.from(`\uFEFF${event('x')}\n`, 'utf16le'),
    good: [],
    bad: [],
    notice: 'UTF-16',
  },
  {
    name: 'utf16be.ndjson',
    bytes: Buffer.from(`\uFEFF${event('x')}\n`, 'utf16le').swap16(),
    good: [],
    bad: [],
    notice: 'UTF-16',
  },
  { name: 'utf16 no mark.json', bytes: Buffer.from(event('x'), 'utf16le'), good: [], bad: ['1 bad-json'] },
  around('utf8.ndjson', Buffer.from(event('\xff'), 'latin1'), '2 bad-utf8'),
  around('nul.ndjson', event('x').replace('AuditEvent', 'Audit\0Event'), '2 bad-json'),
  around('nul line.ndjson', '\0\0\0', '2 bad-json'),
  around('nul escaped.ndjson', event('x', { recorded: '2026-03-03T10:00:00\0Z' }), '2 bad-instant'),
  around('brackets.ndjson', '['.repeat(1_000_000), '2 too-deep'),
  around('closed brackets.ndjson', '['.repeat(1_000_000) + ']'.repeat(1_000_000), '2 too-deep'),
  around(
    'deep member.ndjson',
    event('x').replace('{', `{"text":${'{"a":'.repeat(300)}1${'}'.repeat(300)},`),
    '2 too-deep',
  ),
  around('keys.ndjson', event('x').replace('{', '{"id":"y",'), '2 duplicate-key'),
  around(
    'keys inside.ndjson',
    event('x', { outcome: 'o' }).replace('"o"', '{"code":{"code":"0","code":"8"}}'),
    '2 duplicate-key',
  ),
  around('keys unread.ndjson', event('x').replace('{', '{"text":{"a":1,"a":2},'), '2 duplicate-key'),
  around('comma.ndjson', event('x').replace(/}$/, ',}'), '2 bad-json'),
  {
    name: 'one line bundle.ndjson',
    bytes: `${event('one-a')}\n${JSON.stringify({
      resourceType: 'Bundle',
      entry: ['b', 'x', 'y', 'z'].map((id, n) => ({
        resource: JSON.parse(event(`one-${id}`, n % 3 === 0 ? {} : { recorded: undefined })),
      })),
    })}\n`,
    good: ['one-a', 'one-b', 'one-z'],
    bad: ['2 no-instant', '2 no-instant'],
  },
  around('agent.ndjson', event('x', { agent: { requestor: true } }), '2 wrong-type'),
  around('requestor.ndjson', event('x', { agent: [{ requestor: 'yes' }] }), '2 wrong-type'),
  around('action.ndjson', event('x', { action: { code: 'R' } }), '2 wrong-type'),
  around('recorded number.ndjson', event('x', { recorded: 20260303 }), '2 wrong-type'),
  around('recorded missing.ndjson', event('x', { recorded: undefined }), '2 no-instant'),
  around('recorded local.ndjson', event('x', { recorded: '2026-03-03T10:00:00' }), '2 bad-instant'),
  around('recorded short.ndjson', event('x', { recorded: '2026-03-03T10:00:0Z' }), '2 bad-instant'),
  around('recorded offset.ndjson', event('x', { recorded: '2026-03-03T10:00:00+05:75' }), '2 bad-instant'),
  around('1753.ndjson', event('x', { recorded: '1753-01-01T00:00:00Z' }), '2 implausible-instant'),
  around('9999.ndjson', event('x', { recorded: '9999-12-31T23:59:59Z' }), '2 implausible-instant'),
  around('number.ndjson', '7', '2 not-an-object'),
  around('null.ndjson', 'null', '2 not-an-object'),
  around('text.ndjson', 'nonsense', '2 bad-json'),
  around('no type.ndjson', '{"id":"x"}', '2 not-a-resource'),
  around('two on a line.ndjson', event('x') + event('y'), '2 bad-json'),
  around('blank lines.ndjson', `\n \r\n{\n\n`, '4 bad-json'),
  {
    name: 'late blank lines.ndjson',
    bytes: `${ndjson(many('late', 9000))}\n\n${event('late-odd', { recorded: '1753-01-01T00:00:00Z' })}\n${event('late-z')}\n`,
    good: [...many('late', 9000), 'late-z'],
    bad: ['9003 implausible-instant'],
  },
  {
    name: 'no end.ndjson',
    bytes: `${event('no-end-a')}\n${event('x').slice(0, 90)}`,
    good: ['no-end-a'],
    bad: ['2 bad-json'],
  },
  {
    name: 'bad start.ndjson',
    bytes: `${event('x').slice(0, 60)}\n${event('bad-start')}\n`,
    good: ['bad-start'],
    bad: ['1 bad-json'],
  },
  {
    name: 'bad bundle.json',
    bytes: bundle,
    good: ['bundle-a', 'bundle-z'],
    bad: [`${lineIn(bundle, '"bundle-b"') - 1} no-instant`, '? not-an-object'],
  },
  {
    name: 'bad list.json',
    bytes: list,
    good: ['list-a', 'list-z'],
    bad: ['3 bad-instant', '? not-an-object'],
  },
  {
    name: 'cut list.json',
    bytes: list.slice(0, list.indexOf('7')),
    good: [],
    bad: ['4 bad-json'],
  },
  {
    name: 'cut document.json',
    bytes: '{\n "resourceType":"AuditEvent",\n "id":"x",\n "agent": [\n',
    good: [],
    bad: ['5 bad-json'],
  },
  { name: 'whole.ndjson.gz', bytes: packed, good: long, bad: [] },
  { name: 'renamed gz.ndjson', bytes: gzipSync(event('renamed')), good: ['renamed'], bad: [] },
  { name: 'not packed.gz', bytes: event('not-packed'), good: ['not-packed'], bad: [] },
  {
    name: 'half.ndjson.gz',
    bytes: half,
    good: long.slice(0, halfLines),
    bad: [`${halfLines + 1} bad-gzip`],
  },
  { name: 'no trailer.ndjson.gz', bytes: packed.subarray(0, packed.length - 8), good: long, bad: [afterAll] },
  { name: 'checksum.ndjson.gz', bytes: wrongSum, good: long, bad: ['? bad-gzip'], until: true },
  {
    name: 'trailing.ndjson.gz',
    bytes: Buffer.concat([packed, Buffer.from('more')]),
    good: long,
    bad: ['? bad-gzip'],
    until: true,
  },
  { name: 'stub.gz', bytes: packed.subarray(0, 5), good: [], bad: ['0 bad-gzip'] },
  {
    name: 'members.gz',
    bytes: Buffer.concat([gzipSync(cutMember.subarray(0, 200)), gzipSync(cutMember.subarray(200))]),
    good: many('members', 3),
    bad: [],
  },
];

/** Names that a shell, SQL, a URL or DuckDB's globs read meaning into; a year far back is the odd row of each. */
export const oddlyNamed: BadFile[] = [
  `it's "quoted".ndjson`,
  'two\nlines.ndjson',
  '100%25 %s.ndjson',
  'x[1].ndjson',
  'x1.ndjson',
  'star*.ndjson',
  '{a,b}.ndjson',
  '-.ndjson',
  '--output=x.ndjson',
  'é 漢字 🙂.ndjson',
  'resourceType=Patient/id=9/inside.ndjson',
  'back\\slash.ndjson',
].map((name) => around(name, event('x', { recorded: '1753-01-01T00:00:00Z' }), '2 implausible-instant'));

const header = 'alert_id,shown,user_id,alert_key';
const alert = (id: string) => `${id},2026-03-03T10:00:00Z,Practitioner/1,key`;

export const delimitedFiles: BadFile[] = [
  { name: 'crlf.csv', bytes: `${header}\r\n${alert('crlf-1')}\r\n`, good: ['crlf-1'], bad: [] },
  { name: 'bom.csv', bytes: `\uFEFF${header}\n${alert('bom-1')}\n`, good: ['bom-1'], bad: [] },
  {
    name: 'ragged.csv',
    bytes: `${header}\n${alert('ragged-a')}\n${alert('x')},more\nx,2026-03-03T10:00:00Z\n\n${alert('ragged-z')}\n`,
    good: ['ragged-a', 'ragged-z'],
    bad: ['3 ragged-row', '4 ragged-row'],
  },
  {
    name: 'quoted.csv',
    bytes: `${header}\n"quo""ted","2026-03-03T10:00:00Z","Practitioner/1","two\nlines, a comma"\n${alert('quoted-z')}\n`,
    good: ['quo"ted', 'quoted-z'],
    bad: [],
  },
  {
    name: 'instants.csv',
    bytes: `${header}\n${alert('x').replace('2026', '1753')}\n${alert('x').replace('2026', '9999')}\n${alert('x').replace('2026-', 'soon')}\n${alert('instants-z')}\n`,
    good: ['instants-z'],
    bad: ['2 implausible-instant', '3 implausible-instant', '4 bad-instant'],
  },
  {
    name: 'ids.csv',
    bytes: `${header}\n${alert('')}\n${alert('ids-z')}\n`,
    good: ['ids-z'],
    bad: ['2 missing-id'],
  },
  { name: 'only header.csv', bytes: `${header}\n`, good: [], bad: [] },
  { name: 'unknown.csv', bytes: 'a,b\n1,2\n', good: [], bad: [], notice: 'was not read' },
  {
    name: 'binary.csv',
    bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 10, 13]),
    good: [],
    bad: [],
    notice: 'was not read',
  },
];

const alerts = many('packed', 5000);
const packedAlerts = gzipSync(`${header}\n${alerts.map((id) => `${alert(id)}\n`).join('')}`);

/** Rows beside a bad one in a delimited file: each bad row costs itself and no other. */
export const lostRows: BadFile[] = [
  {
    name: 'odd quotes.csv',
    bytes: `${header}\n${alert('odd-a')}\n"x"y,2026-03-03T10:00:00Z,Practitioner/1,key\n${alert('odd-z')}\n`,
    good: ['odd-a', 'odd-z'],
    bad: ['3 bad-quotes'],
  },
  {
    name: 'open quote.csv',
    bytes: `${header}\n${alert('open-a')}\nx,"2026-03-03T10:00:00Z,Practitioner/1,key\n${alert('open-z')}\n`,
    good: ['open-a', 'open-z'],
    bad: ['3 bad-quotes'],
  },
  {
    name: 'long row.csv',
    bytes: `${header}\n${alert('long-a')}\n${'x'.repeat(17 * 1024 * 1024)},2026-03-03T10:00:00Z,Practitioner/1,key\n${alert('long-z')}\n`,
    good: ['long-a', 'long-z'],
    bad: ['3 too-long'],
  },
  {
    name: 'latin1.csv',
    bytes: Buffer.from(`${header}\n${alert('latin-a')}\n${alert('x\xff')}\n${alert('latin-z')}\n`, 'latin1'),
    good: ['latin-a', 'latin-z'],
    bad: ['3 bad-utf8'],
  },
  {
    name: 'no trailer.csv.gz',
    bytes: packedAlerts.subarray(0, packedAlerts.length - 8),
    good: alerts,
    bad: [`${alerts.length + 2} bad-gzip`],
  },
];
