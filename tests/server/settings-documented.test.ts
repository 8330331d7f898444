import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { ANSWERS } from '../../src/server/answers.js';
import { GATEWAY_PROBLEMS } from '../../src/server/cds/gateway-problem.js';
import { CHART_PROBLEMS } from '../../src/server/chart/chart-problem.js';
import { SERVE_SCHEMA } from '../../src/server/config/schema.js';
import { loadServeConfig } from '../../src/server/config/serve-config.js';
import { DEFAULT_SCOPES, DEFAULTS } from '../../src/server/config/settled.js';
import { blocks, firstCells, names, read, rows, section } from '../docs/support/markdown.js';
import { scratch } from '../rules/support/files.js';

const page = read('docs/serve.md');
const files = scratch();
afterAll(files.remove);

interface Shape {
  type?: string | string[];
  properties?: Record<string, Shape>;
  items?: Shape;
}

/** Every setting that takes a value, as docs/serve.md names it: `issuers[].keys.file`. */
function settings({ type, properties, items }: Shape, path: string): string[] {
  const below = Object.entries(properties ?? {}).flatMap(([key, shape]) =>
    settings(shape, path === '' ? key : `${path}.${key}`),
  );
  if (items?.properties) return settings(items, `${path}[]`);
  // A map is no value of its own, unless it may also be a list.
  return type === 'object' ? below : [path, ...below];
}

test('every setting is documented, and no other', () => {
  const documented = firstCells(section(page, '## Settings'));
  expect(documented.sort()).toEqual(settings(SERVE_SCHEMA as Shape, '').sort());
});

test('each says its default, what it means, and an example', () => {
  const cells = rows(section(page, '## Settings'));
  expect(cells.filter((row) => row.length !== 4 || row.some((cell) => cell === ''))).toEqual([]);
});

test('the defaults are those of the code', () => {
  const flat = Object.entries(DEFAULTS).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object'
      ? Object.entries(value).map(([inner, one]) => [`${key}.${inner}`, String(one)])
      : [[key, String(value)]],
  );
  const documented = new Map(
    rows(section(page, '## Settings')).map((row) => [names(row[0]!)[0], names(row[1]!)[0]]),
  );
  expect(flat.map(([key]) => [key, documented.get(key)])).toEqual(flat);
  expect(blocks(page, '').join('')).toContain(`\n${DEFAULT_SCOPES}\n`.slice(1));
});

test('the whole example loads, with its keys and its secret', async () => {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'k1', alg: 'ES384' };
  files.write('client-keys.jwks.json', JSON.stringify({ keys: [key] }));
  files.write('tools.yaml', 'version: 1\n');
  files.write(
    'site.yaml',
    'timeZone: UTC\nservers:\n  - {alias: main, base: "https://ehr.example.org/fhir", home: true}\n  - {alias: clinic, base: "https://clinic.example.org/r4"}\n',
  );
  const file = files.write('mission-audit.yaml', blocks(page, 'yaml serve')[0]!);
  mkdirSync(`${dirname(file)}/store`);
  const config = loadServeConfig(file, { CLINIC_SECRET: 'of the practice kind' });
  expect(config.issuers.map(({ server, auth }) => `${server} ${auth}`)).toEqual([
    'main private_key_jwt',
    'clinic client_secret_basic',
  ]);
  expect(config.issuers[0]!.keys).toEqual([key]);
  expect(config.issuers[1]!.clientSecret).toBe('of the practice kind');
  expect(config.issuers[0]!.scopes).toBe(DEFAULT_SCOPES);
  expect(config.cds?.upstreams.map(({ id, auth }) => `${id} ${auth}`)).toEqual(['sepsis jwt']);
  expect(config.beacon.sites.map(({ key }) => key)).toEqual(['portal']);
  expect(config.notices).toEqual([
    'https://clinic.example.org/r4: without access.informatics nobody sees the site’s figures',
  ]);
});

const answers = section(read('docs/errors.md'), "## The server's answers");
const gatewayAnswers = section(read('docs/errors.md'), "## The gateway's answers");

test.each([
  ['server', answers, [...Object.keys(ANSWERS), ...CHART_PROBLEMS]],
  ['gateway', gatewayAnswers, Object.keys(GATEWAY_PROBLEMS)],
])('every code of the %s’s answers is explained, and no other', (_, text, codes) => {
  expect(firstCells(text).sort()).toEqual([...codes].sort());
});

test.each([
  ['server', answers, ANSWERS],
  ['gateway', gatewayAnswers, GATEWAY_PROBLEMS],
])('the status of each of the %s’s answers is the one explained', (_, text, known) => {
  const explained = new Map(rows(text).map(([code, what]) => [names(code!)[0]!, Number(what!.slice(0, 3))]));
  const wrong = Object.entries(known).filter(([code, { status }]) => explained.get(code) !== status);
  expect(wrong).toEqual([]);
});
