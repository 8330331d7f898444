import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { loadBenefitCodes } from '../../src/feeds/benefit-codes.js';
import { importPaths } from '../../src/feeds/import.js';
import { Engine } from '../../src/store/engine.js';
import { readQuarantine } from '../../src/store/quarantine.js';
import { CONTEXT } from './support/audit-rows.js';
import { event } from './support/bad-files.js';

/** Stands for what a message must never show. */
const SECRET = 'Jane Doe';

const tokens = fc.constantFrom(
  ...['{', '}', '[', ']', '"', ':', ',', '\\', '\\u00', '\n', '\r\n', '\0', ' ', '\t', '|', '\uFEFF'],
  ...['null', 'true', '-1e999', '"resourceType"', '"AuditEvent"', '"Bundle"', '"entry"', '"resource"'],
  ...['alert_id,shown\n', 'interval_id,started,ended', '"contained"', '"recorded"', '2026-03-03T10:00:00Z'],
  ...[
    SECRET,
    `"${SECRET}"`,
    event(SECRET),
    event(SECRET, { agent: SECRET }),
    event('x', { recorded: SECRET }),
  ],
);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
  fc.array(tokens, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
);

/** Plain, packed, and packed and damaged. */
const contents = fc.oneof(
  bytes,
  bytes.map((plain) => gzipSync(plain)),
  fc.tuple(bytes, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([plain, at, value]) => {
    const packed = gzipSync(plain);
    packed[at % packed.length] = value;
    return packed.subarray(0, packed.length - (at % 3));
  }),
);

let engine: Engine;
beforeAll(async () => {
  engine = await Engine.open();
});
afterAll(() => engine.close());

test('no bytes end the reader, every file leaves a trace, and no message shows what stands in one', async () => {
  const codes = loadBenefitCodes();
  const files = fc.array(contents, { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(files, async (all) => {
      const folder = mkdtempSync(join(tmpdir(), 'garbage-'));
      try {
        const paths = all.map((_content, n) => join(folder, `${n}.bin`));
        for (const [n, path] of paths.entries()) writeFileSync(path, all[n]!);
        const store = join(folder, 'store');
        const outcome = await importPaths(paths, { engine, store, context: CONTEXT, codes, mapping: null });
        const quarantine = readQuarantine(store);
        const told = [...outcome.notices, ...quarantine.map(({ why }) => why)];
        expect(told.filter((text) => text.includes(SECRET))).toEqual([]);
        expect(outcome.files + outcome.notices.filter((text) => text.endsWith('is empty')).length).toBe(
          all.length,
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 40, seed: 20261125 },
  );
});
