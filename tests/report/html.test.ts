import { createHash } from 'node:crypto';
import { tailOf } from '../../src/report/html/charts/distribution.js';
import { medianOf } from '../../src/report/html/charts/median.js';
import { html } from '../../src/report/html.js';
import { bdi, html as tag } from '../../src/wording/html-tag.js';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

const pages = { rich: html(richResult()), empty: html(emptyResult()), hostile: html(hostile(richResult())) };

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

test('failed questions lie open and come first; the rest is folded', () => {
  const found = [...pages.rich.matchAll(/<details class="question ([a-z-]+)" id="question-\d"( open)?>/g)];
  expect(found.map(([, status, open]) => `${status}${open ?? ''}`)).toEqual([
    ...['fail open', 'fail open', 'fail open'],
    ...['insufficient-data', 'insufficient-data', 'pass'],
  ]);
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
