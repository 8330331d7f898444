import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from '../../src/cli/session.js';
import { createEvaluate } from '../../src/measures/evaluate.js';
import type { Evaluate } from '../../src/measures/measure.js';
import { missingNeeds } from '../../src/measures/missing.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { act, ndjson, visit } from './cases/support/measured.js';

const definitions = loadMeasures();
const folder = mkdtempSync(join(tmpdir(), 'every-dimension-'));
let session: Session;
let evaluate: Evaluate;
let missing: ReadonlySet<string>;

beforeAll(async () => {
  const file = join(folder, 'fhir.ndjson');
  writeFileSync(file, ndjson(visit('e1'), act('09:00:00', { encounter: 'e1' })));
  const options = { timeZone: 'America/New_York', identifiers: 'keep' } as const;
  session = await Session.open(options);
  await session.read([file], options);
  await session.derive(options);
  missing = await missingNeeds(session.engine, 'America/New_York');
  // Whatever is missing: the SQL of every measure must run on tables without rows too.
  evaluate = createEvaluate({ engine: session.engine, definitions, missing: new Set() });
});

afterAll(() => {
  session?.close();
  rmSync(folder, { recursive: true, force: true });
});

const requests = definitions.flatMap(({ id, by }) => [
  [id, 'site', undefined] as const,
  ...by.map((one) => [id, one, one] as const),
]);

test.each(requests)('%s by %s can be asked', async (measure, _, by) => {
  await expect(evaluate({ measure, ...(by ? { by } : {}) })).resolves.toMatchObject({ missing: null });
});

test('what a measure needs is looked for', () => {
  const known = ['audit_event', 'clinician-row', 'encounter', 'time-zone', 'visit-work'];
  const needs = new Set(definitions.flatMap(({ needs, judgedNeeds }) => [...needs, ...judgedNeeds]));
  // Only a log and an encounter were read: all else is missing, and nothing is needed that nobody looks for.
  expect([...needs].filter((need) => !known.includes(need) && !missing.has(need))).toEqual([]);
  expect(known.filter((need) => missing.has(need))).toEqual([]);
});
