import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { tailOf } from '../../src/report/html/charts/distribution.js';
import { medianOf } from '../../src/report/html/charts/median.js';
import { html } from '../../src/report/html.js';
import { bdi, html as tag } from '../../src/wording/html-tag.js';
import { hostile } from './fixture/hostile.js';
import { wideResult } from './fixture/wide.js';
import { emptyResult, richResult } from './fixture.js';

const pages = {
  rich: html(richResult()),
  wide: html(wideResult()),
  empty: html(emptyResult()),
  hostile: html(hostile(richResult())),
};
const wide = parseHTML(pages.wide).document;
const words = (node: { textContent: string | null }): string => node.textContent!.replace(/\s+/g, ' ').trim();

test('the tag escapes everything but itself', () => {
  const made = tag`<p title="${`"'<&>`}">${[tag`<b>${'<i>'}</b>`, null, false, undefined, 0]}${bdi('\u202ea\u0000')}</p>`;
  expect(made.toString()).toBe('<p title="&quot;&#39;&lt;&amp;&gt;"><b>&lt;i&gt;</b>0<bdi>a</bdi></p>');
});

describe.each(Object.entries(pages))('the %s page', (_, page) => {
  test('runs nothing, fetches nothing, and styles nothing inline', () => {
    const tags = page.match(/<[a-z][^>]*>/g)!.join('\n');
    expect(tags).not.toMatch(/<(script|img|iframe|object|embed|link|base|form|foreignObject)\b/i);
    expect(tags).not.toMatch(/\s(style|on\w+|src)=/i);
    expect(tags).not.toMatch(/\shref="(?!#)/);
    expect(page.match(/<style>/g)).toHaveLength(1);
  });

  test('its policy allows its own style sheet, and nothing else', () => {
    const css = /<style>(.*?)<\/style>/s.exec(page)![1]!;
    const hash = createHash('sha256').update(css).digest('base64');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll('&#39;', "'");
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('its ids are unique, and its links lead somewhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const wanted = [...page.matchAll(/(?:href="#|aria-(?:labelledby|describedby)="|url\(#)([^")]*)/g)];
    expect(wanted.map(([, id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('never speaks of a score', () => {
    expect(page).not.toMatch(/\bscores?\b/i);
  });
});

test('the ledger comes first', () => {
  const parts = (page: string) => [...page.matchAll(/<section id="([a-z-]+)"/g)].map(([, id]) => id);
  const [first, second] = ['tools', 'questions'];
  expect(parts(pages.rich)).toEqual([
    ...[first, second, 'waivers', 'measurements', 'coverage', 'cannot-tell', 'method'],
  ]);
  expect(parts(pages.empty)).toEqual([first, second, 'measurements', 'coverage', 'cannot-tell', 'method']);
});

test('the ledger is a table with a word and a mark in each cell, worst first, in a region of its own', () => {
  const region = wide.querySelector('.ledger .scroll')!;
  expect(region.getAttribute('tabindex')).toBe('0');
  expect(words(wide.getElementById(region.getAttribute('aria-labelledby')!)!)).toBe(
    'Each tool against each question',
  );
  expect([...region.querySelectorAll('thead th')].every((it) => it.getAttribute('scope') === 'col')).toBe(
    true,
  );
  const rows = [...region.querySelectorAll('tbody tr')];
  expect(rows.map((row) => row.querySelector('th')!.getAttribute('scope'))).toEqual(rows.map(() => 'row'));
  const cells = rows.flatMap((row) => [...row.querySelectorAll('td')].map(words));
  expect(cells.filter((cell) => !/^(\S) [a-z][a-z ]+$/.test(cell))).toEqual([]);
  const inAll = rows.map((row) => words(row.querySelector('td')!));
  const order = ['✗ warning sign', '± mixed', '✓ serves the mission', '? cannot tell'];
  expect(inAll).toEqual(inAll.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(new Set(inAll).size).toBe(4);
});

test('every question, rule and finding is there, each in the fold of the one above it', () => {
  const { questions, findings } = wideResult();
  expect(wide.querySelectorAll('details.question')).toHaveLength(questions.length);
  questions.forEach(({ id, asks, notMeasurable }, at) => {
    const fold = wide.getElementById(`question-${at + 1}`)!;
    expect(words(fold.querySelector('summary')!)).toContain(asks);
    expect(words(fold)).toContain(notMeasurable?.collect ?? asks);
    const own = findings.filter(({ question }) => question === id);
    const shown = [...fold.querySelectorAll('details.rule')].map((rule) =>
      words(rule.querySelector('code')!),
    );
    expect(shown.toSorted()).toEqual([...new Set(own.map(({ rule }) => rule))].toSorted());
    for (const { rule, why } of own) {
      const folds = [...fold.querySelectorAll('details.rule')];
      const of = folds.find((each) => words(each.querySelector('code')!) === rule)!;
      expect(words(of)).toContain(why);
    }
  });
});

test('what fails or warns comes first and lies open down to its rules; numbers and the rest are folded', () => {
  const found = [...pages.rich.matchAll(/<details class="question ([a-z-]+)" id="question-\d"( open)?>/g)];
  expect(found.map(([, status, open]) => `${status}${open ?? ''}`)).toEqual([
    ...['fail open', 'fail open', 'fail open'],
    ...['insufficient-data', 'insufficient-data', 'pass'],
  ]);
  expect(pages.rich).not.toMatch(/<details class="rule [a-z-]+" id="[^"]*" open/);
  for (const fold of wide.querySelectorAll('details.question.fail')) {
    const inSight = [...fold.children].filter((it) => it.classList.contains('rule'));
    const classes = inSight.map((it) => it.className.replace('rule ', ''));
    expect(classes.filter((status) => status !== 'fail' && status !== 'warn')).toEqual([]);
    expect(classes).toEqual(classes.toSorted());
    const rest = [...fold.querySelectorAll('.folded details.rule')].map((it) => it.className);
    expect(rest.filter((it) => /fail|warn/.test(it))).toEqual([]);
  }
});

test('a folded rule says of whom, how much and what is asked; a few by name', () => {
  const short = (id: string) =>
    [...wide.querySelectorAll('details.rule')]
      .filter((it) => words(it.querySelector('code')!) === id)
      .map((it) => words(it.querySelector('summary')!));
  expect(short('other-rule-0')).toEqual(['✓ pass Other rule 0: whole site, 40.0% (asked: at least 10%)']);
  expect(short('tool-rule-0')).toEqual(['✓ pass Tool rule 0: Tool I, 40.0% (asked: at least 10%)']);
  expect(short('tool-rule-2')).toEqual([
    '✗ fail Tool rule 2: 1 of 3 tools: Tool H, 40.0% (asked: at least 10%)',
  ]);
  expect(short('tool-rule-8')).toEqual([
    '✗ fail Tool rule 8: 2 of 9 tools: Tool I, Tool D (asked: at least 10%)',
  ]);
  expect(short('site-rule-1')).toEqual(['? cannot tell Site rule 1: whole site, no value']);
});

test('what no trace can answer stands together at the end, with why and what to collect', () => {
  const last = [...wide.querySelectorAll('details.question')].slice(-3);
  expect(last.map((it) => words(it.querySelector('.badge')!))).toEqual(last.map(() => '○ not measurable'));
  expect(words(last[0]!)).toContain(
    'No trace shows being-understood. To collect: Ask about being-understood.',
  );
});

test('says how many rules could be judged, and whether it may be published', () => {
  expect(pages.rich).toContain('7 of 17 rules could be judged');
  expect(pages.empty).toContain('0 of 0 rules could be judged');
  expect(pages.rich).not.toContain('not for publication');
  expect(html({ ...richResult(), internal: true })).toContain('Internal, not for publication');
});

test('equal results give equal pages', () => {
  expect(html(richResult())).toBe(pages.rich);
});

const bin = (from: number, encounters: number | null) => ({ from, to: from + 10, encounters });

test.each([
  ['in the middle of its bin', [bin(0, 20), bin(10, 20), bin(20, 20)], 15],
  ['at the edge', [bin(0, 20), bin(10, 20)], 10],
  ['between few and many hidden', [bin(0, 12), bin(10, 12), bin(20, null)], (10 + 5 / 12 + 10 + 50 / 12) / 2],
  ['not where hidden encounters decide', [bin(0, 12), bin(10, 11), bin(20, null)], null],
  ['not in a hidden bin', [bin(0, null)], null],
  ['nowhere without encounters', [bin(0, 0)], null],
])('a median is read %s', (_, bins, value) => {
  const read = medianOf(bins);
  if (value === null) expect(read).toBeNull();
  else expect(read?.value).toBeCloseTo(value, 9);
});

test.each([
  ['a long and thin one', [bin(0, 400), { from: 10, to: 340, encounters: 12 }], true],
  ['a long and thin hidden one', [bin(0, 400), { from: 10, to: 340, encounters: null }], true],
  ['not a short one', [bin(0, 400), bin(10, 12)], false],
  ['not a full one', [bin(0, 400), { from: 10, to: 340, encounters: 100 }], false],
  ['not the only one', [bin(0, 400)], false],
])('a tail is left out of the drawing: %s', (_, bins, left) => {
  expect(tailOf(bins) !== null).toBe(left);
});

test('groups of patients that rules compare stand in a table: how much they differ, and how surely', () => {
  const { document } = parseHTML(pages.rich);
  const table = document.querySelector('#disparities-table-caption')!.parentElement!;
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map(words));
  expect(rows).toEqual([
    [
      'language es',
      'Share of virtual visits',
      'language en',
      '0.625',
      '0.5 to 0.781',
      '−9.3 points',
      '−13.8 to −4.8 points',
      '640 and 5,900',
      '0.0008',
    ],
    [
      'language not recorded',
      'Share of virtual visits',
      'language en',
      '1.08',
      '0.7 to 1.67',
      '2.0 points',
      '−8.0 to 12.0 points',
      '28 and 5,900 n under 30',
      'not judged',
    ],
    ['language vi', 'Share of virtual visits', 'language en', 'suppressed', '–', '–', '–', '–', '–'],
  ]);
});
