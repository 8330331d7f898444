import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { scan } from '../../src/store/derived/current.js';
import { Engine } from '../../src/store/engine.js';
import { readQuarantine } from '../../src/store/quarantine.js';
import { CONTEXT, readBoth } from './support/audit-rows.js';
import { delimitedFiles, event, fhirFiles, LENIENT, oddlyNamed } from './support/bad-files.js';
import { checkFiles } from './support/bad-input.js';
import { type Compiled, compile } from './support/compiled.js';
import { retypedAuditEvents } from './support/odd-audit-events.js';

let compiled: Compiled;
let folder: string;
beforeAll(() => {
  compiled = compile();
  folder = mkdtempSync(join(tmpdir(), 'bad-input-long-'));
});
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('through DuckDB', () =>
  checkFiles([...fhirFiles.filter(({ name }) => !LENIENT.has(name)), ...oddlyNamed, ...delimitedFiles], {
    cli: () => compiled,
    fastFrom: 1,
  }));

const MB = 1024 * 1024;

/** Writes a file piece by piece: `[text, times]`. */
function write(name: string, pieces: [text: string, times: number][]): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  for (const [text, times] of pieces) {
    const block = Math.max(1, Math.min(times, Math.floor(MB / text.length)));
    for (let left = times; left > 0; left -= block) writeSync(file, text.repeat(Math.min(block, left)));
  }
  closeSync(file);
  return path;
}

interface Weighed {
  status: number | null;
  stderr: string;
  /** The most memory a process of the command took, in MB. */
  rss: number;
  ids: string[];
  bad: string[];
}

let count = 0;

async function collect(path: string): Promise<Weighed> {
  count += 1;
  const [store, weights] = [join(folder, `store-${count}`), join(folder, `weights-${count}`)];
  const weigh = `import { appendFileSync } from 'node:fs';
    process.on('exit', () => appendFileSync(${JSON.stringify(weights)}, process.resourceUsage().maxRSS + '\\n'));`;
  const env = {
    MISSION_AUDIT_MEMORY: '200MB',
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(weigh)}`,
  };
  const ended = await compiled.run(['collect', path, '--store', store, '--time-zone', 'UTC'], { env });
  const engine = await Engine.open();
  try {
    const rows = await engine.json<{ id: string }>(
      `SELECT event_id AS id FROM ${scan(store, 'audit_event')} ORDER BY id LIMIT 10`,
    );
    return {
      ...ended,
      rss: Math.max(...readFileSync(weights, 'utf8').trim().split('\n').map(Number)) / 1024,
      ids: rows.map(({ id }) => id.slice('AuditEvent/'.length)),
      bad: readQuarantine(store).map(({ line, code }) => `${line} ${code}`),
    };
  } finally {
    engine.close();
  }
}

const line = (id: string): [string, number] => [`${event(id)}\n`, 1];
const half = event('x', { text: '' }).split('"text":"');
const longLine = (size: number): [string, number][] => [
  [`${half[0]}"text":"`, 1],
  ['x', size],
  [`${half[1]}\n`, 1],
];

/** With what is quarantined, and the megabytes that a process may take: more where DuckDB fills those that it has. */
const heavy: [string, [string, number][], string[], number?][] = [
  ['a line of 200 MB between two good ones', [line('a'), ...longLine(200 * MB), line('b')], ['2 too-long']],
  ['a line of 200 MB first', [...longLine(200 * MB), line('a'), line('b')], ['1 too-long']],
  ['a line of 200 MB without an end', [line('a'), line('b'), ['{"x":"', 1], ['x', 200 * MB]], ['3 too-long']],
  ['200 million brackets', [line('a'), ['[', 200 * MB], ['\n', 1], line('b')], ['2 too-long']],
  ['10 million brackets', [line('a'), ['[', 10 * MB], ['\n', 1], line('b')], ['2 too-deep'], 600],
  ['20 million blank lines', [line('a'), ['\n', 20 * MB], line('b')], []],
];

test.each(heavy)('%s', async (name, pieces, bad, most = 400) => {
  const path = write(`${name}.ndjson`, pieces);
  const found = await collect(path);
  expect(found).toMatchObject({ status: 0, ids: ['a', 'b'], bad });
  expect(found.rss).toBeLessThan(most);
  rmSync(path);
});

const documents: [string, [string, number][]][] = [
  [
    'lists',
    [
      ['[', 1],
      ['{},', 100 * MB],
      ['{}]', 1],
    ],
  ],
  [
    'numbers',
    [
      ['[', 1],
      ['1,', 100 * MB],
      ['1]', 1],
    ],
  ],
  [
    'a text',
    [
      ['{"resourceType":"Bundle","x":"', 1],
      ['x', 300 * MB],
      ['"}', 1],
    ],
  ],
];

test.each(documents)('a document of hundreds of MB: %s', async (name, pieces) => {
  const path = write(`${name}.json`, pieces);
  const { status, stderr, bad, rss } = await collect(path);
  expect({ status, bad }).toEqual({ status: 2, bad: ['1 too-long'] });
  expect(stderr).toContain('no-readable-input');
  expect(rss).toBeLessThan(500);
  rmSync(path);
});

test('the largest document that is read, of nothing but objects that are no resources', async () => {
  const path = write('largest.json', [
    ['[', 1],
    ['{"a":1},', 2 * MB],
    ['{"a":1}]', 1],
  ]);
  const { status, bad } = await collect(path);
  expect(status).toBe(2);
  expect(bad.length).toBe(2 * MB + 1);
  rmSync(path);
});

test('a million bad lines are counted, each with its number', async () => {
  const path = write('million.ndjson', [line('a'), ['nonsense\n', 1_000_000], line('b')]);
  const { status, ids, bad } = await collect(path);
  expect({ status, ids }).toEqual({ status: 0, ids: ['a', 'b'] });
  expect(bad.length).toBe(1_000_000);
  expect(bad).toContain('1000001 bad-json');
  rmSync(path);
});

test('members of other types than FHIR says: DuckDB claims no row that is wrong', async () => {
  const lines = fc.sample(retypedAuditEvents, { numRuns: 150, seed: 7 });
  const compare = async (some: string[]): Promise<void> => {
    const { fast, slow } = await readBoth(some, CONTEXT);
    if (fast === null) {
      if (some.length === 1) return;
      const middle = some.length >> 1;
      await compare(some.slice(0, middle));
      return compare(some.slice(middle));
    }
    for (const [number, row] of fast.rows)
      expect({ line: some[number - 1], row }).toEqual({ line: some[number - 1], row: slow.rows.get(number) });
  };
  for (let from = 0; from < lines.length; from += 3) await compare(lines.slice(from, from + 3));
});
