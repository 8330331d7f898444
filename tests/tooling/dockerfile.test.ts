import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { DEFAULTS } from '../../src/server/config/settled.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));

interface Instruction {
  name: string;
  rest: string;
}

/** The instructions, by stage; those before the first FROM are stage 0. Comments are gone and continued lines are one. */
function stages(dockerfile: string): Instruction[][] {
  const text = dockerfile.replace(/^\s*#.*\n/gm, '').replace(/\\\n\s*/g, '');
  const found: Instruction[][] = [[]];
  for (const line of text.split('\n').filter((one) => one.trim())) {
    const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line)!;
    if (name === 'FROM') found.push([]);
    found.at(-1)!.push({ name: name!, rest: rest! });
  }
  return found;
}

const [before, ...built] = stages(read('Dockerfile')) as [Instruction[], ...Instruction[][]];
const last = built.at(-1)!;
const all = (stage: Instruction[], name: string) =>
  stage.filter((one) => one.name === name).map(({ rest }) => rest);
const only = (name: string) => {
  const found = all(last, name);
  expect(found).toHaveLength(1);
  return found[0]!;
};

/** What is copied from the repository (not from another stage): each source. */
const copied = built.flatMap((stage) =>
  all(stage, 'COPY')
    .filter((rest) => !rest.startsWith('--from='))
    .flatMap((rest) => rest.split(/\s+/).slice(0, -1)),
);

test('there are stages, all of one base, pinned by version and digest', () => {
  expect(built.length).toBeGreaterThan(1);
  const args = new Map(all(before, 'ARG').map((rest) => rest.split('=', 2) as [string, string]));
  const bases = built.map(([from]) =>
    from!.rest.split(' ')[0]!.replace(/\$\{(\w+)\}/g, (_, name) => args.get(name)!),
  );
  for (const base of bases) expect(base).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/);
  expect(new Set(bases).size).toBe(1);
  expect(read('Dockerfile')).not.toMatch(/:latest|alpine:|musl/);
  // The label names the base that it is.
  expect(only('LABEL')).toContain(`base.name="docker.io/library/${bases[0]!.split('@')[0]}"`);
});

test('it ends as a user that is not root, by number, and stays that', () => {
  const [, user, group] = /^(\d+):(\d+)$/.exec(only('USER'))!;
  expect(Number(user)).toBeGreaterThan(999);
  expect(Number(group)).toBeGreaterThan(999);
  const after = last.slice(last.findIndex(({ name }) => name === 'USER') + 1).map(({ name }) => name);
  expect(after.filter((name) => ['RUN', 'COPY', 'ADD'].includes(name))).toEqual([]);
});

test('packages are those of the lockfile, no script of theirs runs, and those for development go', () => {
  const runs = built.flatMap((stage) => all(stage, 'RUN')).join('\n');
  expect(runs).toMatch(/npm ci --ignore-scripts/);
  expect(runs).toMatch(/npm prune --omit=dev --ignore-scripts/);
  expect(runs).not.toMatch(/npm (install|i|update)\b|apt-get|curl|wget|sudo/);
});

test('only what the package consists of gets in, besides its dependencies', () => {
  const taken = all(last, 'COPY').map((rest) => /^--from=build \/app\/(\S+) \S+$/.exec(rest)?.[1]);
  expect(taken.filter((path) => path !== 'node_modules' && !manifest.files.includes(path))).toEqual([]);
  expect(taken).toEqual(expect.arrayContaining(['node_modules', 'dist', 'LICENSE']));
  expect(built.flatMap((stage) => all(stage, 'ADD'))).toEqual([]);
});

test('what the build needs is copied: all that src/ imports from outside itself', () => {
  const sources = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((name) =>
    name.endsWith('.ts'),
  );
  const outside = sources.flatMap((name) => {
    const file = join(root, 'src', name);
    return [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '(\.[^']+)'/g)]
      .map(([, path]) => relative(root, resolve(dirname(file), path!)))
      .filter((path) => !path.startsWith('src/'));
  });
  expect(outside.filter((path) => !copied.some((one) => path.startsWith(`${one}/`)))).toEqual([]);
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('there is no secret in it', () => {
  const settings = [before, ...built].flatMap((stage) => [...all(stage, 'ENV'), ...all(stage, 'ARG')]);
  expect(settings.filter((rest) => /secret|token|passw|private|credential|_key\b/i.test(rest))).toEqual([]);
  expect(copied.filter((path) => /\.env|\.pem|\.key|jwks|\.npmrc|^\.$/.test(path))).toEqual([]);
});

test('it starts what the package offers', () => {
  expect(JSON.parse(only('ENTRYPOINT'))).toEqual(['node', manifest.bin['mission-audit']]);
  expect(JSON.parse(only('CMD'))).toEqual(['serve', '--config', '/config/mission-audit.yaml']);
});

test('its labels say licence and version', () => {
  expect(only('LABEL')).toContain(`org.opencontainers.image.licenses="${manifest.license}"`);
  expect(all(last, 'ARG')).toContain(`VERSION=${manifest.version}`);
});

describe('the health check', () => {
  const port = DEFAULTS.listen.port;
  const [, command] = /CMD (\[.*\])$/.exec(only('HEALTHCHECK'))!;
  const [node, flag, script] = JSON.parse(command!) as [string, string, string];

  it('needs nothing but node, and asks at the port that the image exposes', () => {
    expect([node, flag]).toEqual(['node', '-e']);
    expect(script).toContain(`http://127.0.0.1:${port}/healthz`);
    expect(only('EXPOSE')).toBe(String(port));
  });

  /** The exit code of the check against a server that answers so; without a status there is none. */
  async function check(status?: number): Promise<number | null> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.writeHead(status!).end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port: here } = server.address() as AddressInfo;
    if (status === undefined) await new Promise((closed) => server.close(closed));
    const child = spawn(process.execPath, ['-e', script.replace(`:${port}/`, `:${here}/`)]);
    const code = await new Promise<number | null>((ended) => child.on('exit', ended));
    server.close();
    if (status !== undefined) expect(asked).toEqual(['/healthz']);
    return code;
  }

  it.each([
    ['is well', 200, 0],
    ['is not', 503, 1],
    ['is not there', undefined, 1],
  ])('says whether the app %s', async (_what, status, code) => {
    expect(await check(status)).toBe(code);
  });
});

describe('.dockerignore', () => {
  const lines = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));

  it('keeps everything out but what the Dockerfile copies', () => {
    expect(lines[0]).toBe('*');
    expect([...allowed].sort()).toEqual([...new Set(copied)].sort());
  });

  it('so keeps out tests, docs and their pictures, stores, node_modules and .git', () => {
    for (const path of ['tests', 'docs', 'docs/images', 'store', 'node_modules', '.git', 'dist'])
      expect(allowed.filter((one) => one === path || path.startsWith(`${one}/`))).toEqual([]);
  });

  it('and keys, data and environments wherever they lie', () => {
    const after = lines.slice(lines.lastIndexOf(`!${allowed.at(-1)}`) + 1);
    expect(after).toEqual(
      expect.arrayContaining(['**/.env*', '**/*.pem', '**/*.key', '**/*.jwks.json', '**/*.parquet']),
    );
  });
});
