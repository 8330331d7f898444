import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pages, ROOT, read } from './support/markdown.js';

/** The anchor that a Markdown viewer gives a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!));

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

interface Link {
  page: string;
  target: string;
}

const links = (): Link[] =>
  pages().flatMap((page) =>
    [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => ({ page, target: target! }))
      .filter(({ target }) => !/^(https?|mailto):/.test(target)),
  );

function broken({ page, target }: Link): boolean {
  const [path, hash] = target.split('#') as [string, string | undefined];
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(ROOT, file))) return true;
  return hash !== undefined && file.endsWith('.md') && !anchors(file).includes(hash);
}

test('every relative link of the README and the docs leads somewhere, anchors too', () => {
  const all = links();
  expect(all.length).toBeGreaterThan(40);
  expect(all.filter(broken)).toEqual([]);
});

test('a link that leads nowhere is found', () => {
  expect(broken({ page: 'docs/rules.md', target: 'nowhere.md' })).toBe(true);
  expect(broken({ page: 'docs/rules.md', target: 'errors.md#nowhere' })).toBe(true);
  expect(broken({ page: 'README.md', target: 'docs/rules.md#waivers' })).toBe(false);
});

/** Pages that a page links to, or names as `docs/…`. */
const named = (page: string): string[] => [
  ...links()
    .filter((link) => link.page === page && !link.target.startsWith('#'))
    .map(({ target }) => normalize(join(dirname(page), target.split('#')[0]!))),
  ...[...read(page).matchAll(/`(docs\/[\w/-]+\.md)`/g)].map(([, path]) => path!),
];

test('every page of docs/ can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) for (const path of named(page)) if (pages().includes(path)) reached.add(path);
  expect(pages().filter((page) => !reached.has(page))).toEqual([]);
});
