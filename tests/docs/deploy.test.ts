import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';
import { parse, parseDocument } from 'yaml';
import { keyFaults } from '../../smart-launch/client-keys.js';
import { grants } from '../../smart-launch/index.js';
import { scopeList } from '../../smart-launch/scopes.js';
import { reasonWords } from '../../src/server/chart/reasons.js';
import { loadServeConfig, type ServeConfig } from '../../src/server/config/serve-config.js';
import { scratch } from '../rules/support/files.js';
import { blocks, ROOT, read, rows, section } from './support/markdown.js';

const FOLDER = 'docs/deploy';
const overview = read(`${FOLDER}/README.md`);
const names = readdirSync(join(ROOT, FOLDER));
const ehrs = names.filter((name) => name !== 'README.md').sort();
const page = (name: string) => read(`${FOLDER}/${name}`);

const files = scratch();
afterAll(files.remove);

const WITHOUT_AUDIT_EVENTS = ['epic.md', 'meditech.md', 'openemr.md', 'oracle-health.md'];

test('there is a page for each EHR that the overview lists, and no other', () => {
  const linked = [...overview.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name!);
  expect([...new Set(linked)].sort()).toEqual(ehrs);
  expect(ehrs).toEqual([
    'epic.md',
    'hapi.md',
    'meditech.md',
    'medplum.md',
    'openemr.md',
    'oracle-health.md',
    'practice-ehr.md',
  ]);
});

describe.each(ehrs)('%s', (name) => {
  it('says whether it was tried, as the overview does', () => {
    const tried = /^Tried: (no|yes)\b/m.exec(page(name))?.[1];
    const row = rows(overview).find((cells) => cells[1]?.includes(`(${name})`));
    expect(tried).toBe(row!.at(-1));
    expect(tried).toBe(name === 'practice-ehr.md' ? 'yes' : 'no');
  });

  it('says which addresses to register', () => {
    const entered = rows(section(page(name), '## Register')).map(([, enter]) => enter!);
    const paths = ['/launch', '/callback', '/.well-known/jwks.json'];
    expect(entered.map((cell) => /`\{publicUrl\}(.*?)`/.exec(cell)?.[1])).toEqual(paths);
  });

  it('says where its facts are from', () => {
    expect(section(page(name), '## Sources').trim()).not.toBe('');
  });

  it('has a configuration that the server takes, without a fault or a notice', () => {
    expect(configuration(name).notices).toEqual([]);
  });

  it('asks for scopes that the page can use, and for none that the EHR does not know', () => {
    const list = scopeList(configuration(name).issuers[0]!.scopes);
    expect(list).toEqual(expect.arrayContaining(['launch', 'openid', 'fhirUser']));
    expect(grants(list, 'Patient', 'read')).toBe(true);
    expect(grants(list, 'Encounter', 'search')).toBe(true);
    const without = WITHOUT_AUDIT_EVENTS.includes(name);
    for (const type of ['AuditEvent', 'DetectedIssue']) expect(grants(list, type, 'search')).toBe(!without);
  });

  it('says what the page shows where the EHR has no AuditEvent, and what feeds the store', () => {
    const got = section(page(name), '## What the page gets');
    expect(rows(got).map(([resource]) => resource)).toEqual([
      'Patient, Encounter',
      'AuditEvent',
      'DetectedIssue',
    ]);
    if (WITHOUT_AUDIT_EVENTS.includes(name)) expect(got).toContain(`"${reasonWords('denied-scope')}"`);
    expect(got).toContain('**Feed the store**');
  });
});

describe('every YAML block', () => {
  const KINDS = ['yaml mission-audit.yaml', 'yaml compose.yaml', 'yaml kubernetes.yaml'];
  const all = names.flatMap((name) =>
    [...page(name).matchAll(/^```(ya?ml.*)\n([\s\S]*?)^```$/gm)].map(
      ([, info, text]) => [name, info!, text!] as const,
    ),
  );

  it.each(all)('of %s is of a known kind and valid: %s', (_name, info, text) => {
    expect(KINDS).toContain(info);
    expect(parseDocument(text, { version: '1.2' }).errors).toEqual([]);
    // Kubernetes and Compose read YAML 1.1, where 0440 is another number and "on" no text.
    expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
  });
});

test('a setting that does not exist would be found', () => {
  const wrong = theBlock('epic.md').replace('trustProxy:', 'trustProxies:');
  expect(() => load(wrong)).toThrow(/trustProxies/);
});

describe('the container', () => {
  it('has in Compose what the docker command has', () => {
    const { services } = parse(blocks(overview, 'yaml compose.yaml')[0]!);
    expect(services['mission-audit']).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      tmpfs: [expect.stringMatching(/^\/tmp:.*noexec/)],
      ports: [expect.stringMatching(/^127\.0\.0\.1:/)],
    });
    for (const option of [
      '--read-only',
      '--tmpfs /tmp',
      '--cap-drop ALL',
      '--security-opt no-new-privileges',
    ])
      expect(section(overview, '## docker run')).toContain(option);
  });

  it('is the same unprivileged user in Kubernetes as in the image', () => {
    const { spec } = parse(blocks(overview, 'yaml kubernetes.yaml')[0]!).spec.template;
    const [, user] = /^USER (\d+):/m.exec(read('Dockerfile'))!;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: Number(user) });
    const [{ securityContext, volumeMounts }] = spec.containers;
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    const writable = volumeMounts.filter(({ readOnly }: { readOnly?: boolean }) => !readOnly);
    expect(writable.map(({ mountPath }: { mountPath: string }) => mountPath)).toEqual(['/data', '/tmp']);
    const mounts: { name: string }[] = volumeMounts;
    expect(mounts.map(({ name }) => name)).toEqual(spec.volumes.map(({ name }: { name: string }) => name));
  });
});

test.each([
  ['sh key-ec', 'ES384'],
  ['sh key-rsa', 'RS384'],
])('the line "%s" makes a key that the server takes', (info, alg) => {
  const line = blocks(overview, info)[0]!;
  const { keys } = JSON.parse(execFileSync('sh', ['-c', line], { encoding: 'utf8' })) as { keys: JWK[] };
  expect(keys).toMatchObject([{ alg, use: 'sig', d: expect.any(String) }]);
  expect(keyFaults(keys[0]!, 0, 'keys')).toEqual([]);
});

function theBlock(name: string): string {
  const found = blocks(page(name), 'yaml mission-audit.yaml');
  expect(found).toHaveLength(1);
  return found[0]!;
}

function configuration(name: string): ServeConfig {
  return load(theBlock(name));
}

/** Loads what a page says, with a folder of the test's own in place of the paths that it names. */
function load(text: string): ServeConfig {
  const site = 'servers: [{ alias: main, base: https://ehr.example.org/fhir, home: true }]\n';
  const folder = dirname(files.write('site.yaml', site));
  files.write('tools.yaml', 'version: 1\ntools: []\n');
  files.write('alerts.yaml', 'version: 1\nalerts: []\n');
  files.write('meditech-client-secret', 'secret\n');
  const [line] = blocks(overview, 'sh key-ec');
  files.write('client-keys.jwks.json', execFileSync('sh', ['-c', line!], { encoding: 'utf8' }));
  mkdirSync(join(folder, 'store'), { recursive: true });
  const here = text.replaceAll(/(\/config|\/run\/secrets|\/data|\.\/clinic)\//g, `${folder}/`);
  return loadServeConfig(files.write('mission-audit.yaml', here), { MEDPLUM_CLIENT_SECRET: 'secret' });
}
