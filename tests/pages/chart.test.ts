import { gzipSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import type { ChartQuestion, ChartView } from '../../src/chart-view.js';
import { chartPage } from '../../src/pages/chart/page.js';
import type { Status } from '../../src/result.js';
import { rich } from './fixture/rich.js';
import { views } from './fixture/views.js';
import { options } from './options.js';

const drawn = (view: ChartView) => parseHTML(chartPage(view, options)).document;
const words = (view: ChartView, selector = 'body'): string =>
  drawn(view).querySelector(selector)!.textContent!.replace(/\s+/g, ' ').trim();

describe.each(Object.entries(views))('the page of %s', (_, view) => {
  const page = chartPage(view(), options);

  test('runs nothing, and styles nothing inline', () => {
    const tags = page.match(/<[a-z][^>]*>/g)!.join('\n');
    expect(tags).not.toMatch(/<(script|style|img|iframe|object|embed|base|foreignObject)\b/i);
    expect(tags).not.toMatch(/\s(style|on\w+|src)=/i);
  });

  test('its ids are unique, and what refers to them finds them', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const wanted = [...page.matchAll(/\s(?:href="#|aria-labelledby="|for=")([^"]*)"/g)].flatMap(([, all]) =>
      all!.split(' '),
    );
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('is small', () => {
    expect(gzipSync(page).length).toBeLessThan(40 * 1024);
  });

  test('never says undefined, NaN, null or score', () => {
    expect(page).not.toMatch(/undefined|NaN|Infinity|\bnull\b|\[object|\b[Ss]cores?\b/);
  });

  test('its headings go down one step at a time', () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, at) => level - (levels[at - 1] ?? 0) > 1)).toEqual([]);
  });
});

test('what stands where, in the order of the source', () => {
  expect(
    [...drawn(rich()).querySelectorAll('.banner, h1, section')].map(
      (it) => it.id || it.className || it.tagName,
    ),
  ).toEqual(['banner', 'H1', 'figures', 'alerts', 'timeline', 'tools', 'questions', 'concern']);
});

interface Says {
  title: string;
  change: (view: ChartView) => Partial<ChartView>;
  where: string;
  says: string;
}

const figure = (view: ChartView, at: number, change: object): Partial<ChartView> => ({
  figures: view.figures.map((each, index) => (index === at ? { ...each, ...change } : each)),
});

const says: Says[] = [
  {
    title: 'whose chart',
    change: () => ({}),
    where: '.banner',
    says: 'Test Patient-017 born 12 Apr 1958 female',
  },
  {
    title: 'which encounter',
    change: () => ({}),
    where: '.encounter',
    says: '13:05, still open, 3 clinicians took part',
  },
  {
    title: 'one clinician',
    change: ({ encounter }) => ({ encounter: { ...encounter!, clinicians: 1 } }),
    where: '.encounter',
    says: '1 clinician took part.',
  },
  {
    title: 'no encounter, some to choose',
    change: () => ({ encounter: null }),
    where: '.offered',
    says: 'Ambulatory visit, 25 Nov 2026, 13:05 (open)',
  },
  {
    title: 'how it was found',
    change: () => ({ chosenHow: 'The latest.' }),
    where: '.how',
    says: 'The latest.',
  },
  {
    title: 'two clinicians',
    change: () => ({ ownOnly: true }),
    where: '.lede',
    says: 'of you alone',
  },
  { title: 'no clicks', change: () => ({}), where: '.figures li', says: 'no telemetry here' },
  {
    title: 'zero clicks that were counted',
    change: (view) => figure(view, 0, { text: '0', value: 0, cannotTell: null }),
    where: '.figures li .value',
    says: '0',
  },
  {
    title: 'another unknown figure',
    change: (view) => figure(view, 1, { text: null, value: null, cannotTell: 'Nobody gave rows.' }),
    where: '.figures li + li',
    says: 'cannot tell Nobody gave rows.',
  },
  {
    title: 'whom it is set against',
    change: () => ({}),
    where: '.figures li + li',
    says: 'median 82 · n 312',
  },
  {
    title: 'the median in its unit',
    change: () => ({}),
    where: '.figures li:nth-child(4)',
    says: 'median 66%',
  },
  {
    title: 'a mark beyond the chart',
    change: () => ({}),
    where: '.against',
    says: '▶ beyond the right edge',
  },
  {
    title: 'where a figure is from',
    change: () => ({}),
    where: '.figures li:nth-child(4)',
    says: 'store + EHR',
  },
  {
    title: 'no alerts',
    change: ({ alerts }) => ({ alerts: { ...alerts, total: 0, rows: [] } }),
    where: '#alerts',
    says: 'No alert came up.',
  },
  {
    title: 'alerts unknown',
    change: ({ alerts }) => ({ alerts: { ...alerts, total: null, cannotTell: 'The scope was denied.' } }),
    where: '#alerts',
    says: 'Cannot tell. The scope was denied.',
  },
  {
    title: 'no timeline',
    change: () => ({ timeline: null }),
    where: '#timeline',
    says: 'Nothing that can be laid',
  },
  { title: 'rows left out', change: () => ({}), where: '#timeline', says: '7 more rows left out' },
  { title: 'nothing came back', change: () => ({}), where: '#tools tbody tr', says: 'nothing recorded' },
  {
    title: 'a tool’s unknown time',
    change: () => ({}),
    where: '#tools tbody tr:last-child',
    says: 'cannot tell',
  },
  {
    title: 'why it cannot be told',
    change: () => ({}),
    where: '.question.insufficient-data .why',
    says: 'Clicks are not',
  },
  {
    title: 'the section of the article',
    change: () => ({}),
    where: '.finding',
    says: 'section “Technology, AI,',
  },
  {
    title: 'the basis',
    change: () => ({}),
    where: '.finding',
    says: 'No outside benchmark. Published rates run from 49% to 96%.',
  },
  { title: 'the numerator', change: () => ({}), where: '.finding .facts', says: 'Numerator1,403' },
  { title: 'the interval', change: () => ({}), where: '.finding .facts', says: '95% interval92.1% to 95.8%' },
  { title: 'the threshold', change: () => ({}), where: '.finding .facts', says: 'Thresholdat most 90%' },
  { title: 'an answer', change: () => ({}), where: '.raised', says: 'Answer: Thank you.' },
  { title: 'no answer yet', change: () => ({}), where: '.raised li:last-child', says: 'Not answered yet.' },
  {
    title: 'thanks',
    change: ({ concerns }) => ({ concerns: { ...concerns, justStored: true } }),
    where: '[role=status]',
    says: 'Your concern is stored',
  },
  { title: 'its own cost', change: () => ({}), where: 'footer', says: 'opened 2 times, 3 clicks, 41 ms' },
  {
    title: 'a source that could not be had',
    change: () => ({}),
    where: 'footer',
    says: '1 source could not be had',
  },
];

test.each(says)('says: $title', ({ change, where, says: wanted }) => {
  const view = rich();
  expect(words({ ...view, ...change(view) }, where)).toContain(wanted);
});

test('without an encounter it asks for one, the latest with one tap, and lists nothing that is not there', () => {
  const document = drawn(views.undecided());
  expect(document.querySelector('h1')!.textContent).toBe('Which encounter?');
  const taps = [...document.querySelectorAll('.offered button')];
  expect(taps.map((it) => [it.getAttribute('name'), it.getAttribute('value')])[5]).toEqual([
    'encounter',
    'Encounter/u-5',
  ]);
  expect(document.querySelectorAll('select option')).toHaveLength(6);
  expect([...document.querySelectorAll('section')].map(({ id }) => id)).toEqual(['concern']);
});

test('questions: failed first, passed folded', () => {
  const document = drawn(rich());
  const asked = [...document.querySelectorAll('article.question')];
  expect(asked.map((it) => it.className.split(' ')[1])).toEqual(['fail', 'insufficient-data', 'pass']);
  expect(asked.map((it) => it.closest('details') !== null)).toEqual([false, false, true]);
});

const status = (id: string, given: Status): ChartQuestion => {
  const [like] = rich().questions;
  const findings = [{ ...like!.findings[0]!, question: id, status: given, why: `${id} is so.` }];
  return { ...like!, id, asks: `What of ${id}?`, status: given, reason: null, findings };
};
const unasked = (id: string): ChartQuestion => ({
  ...status(id, 'insufficient-data'),
  reason: 'No rule puts this question to the tools used here.',
  findings: [],
});

test('questions: a handful in sight, worst first; the others, and those of the whole site, in one fold', () => {
  const many = [
    ...['a', 'b', 'c'].map((id) => status(id, 'pass')),
    ...['d', 'e', 'f', 'g', 'h'].map(unasked),
    ...['i', 'j'].map((id) => status(id, 'insufficient-data')),
    ...['k', 'l', 'm'].map((id) => status(id, 'fail')),
    status('n', 'warn'),
  ];
  const part = drawn({ ...rich(), questions: many }).querySelector('#questions')!;
  const said = (node: { textContent: string | null }) => node.textContent!.replace(/\s+/g, ' ').trim();
  const articles = [...part.querySelectorAll('article.question')];
  const inSight = articles.filter((it) => it.closest('details') === null);
  expect(inSight.map((it) => said(it.querySelector('h3')!))).toEqual([
    'What of k? ✗ fail',
    'What of l? ✗ fail',
    'What of m? ✗ fail',
    'What of n? ! warn',
  ]);
  const folds = [...part.querySelectorAll('details.all')];
  expect(folds.map((it) => said(it.querySelector('summary')!))).toEqual([
    'All other questions: 2 cannot tell, 3 pass, 5 asked of the whole site only',
  ]);
  for (const { asks } of many) expect(said(part).split(asks)).toHaveLength(2);
  expect(said(part)).not.toContain('No rule puts this question');
});

test('questions: where nothing fails, it says so', () => {
  expect(words({ ...rich(), questions: [status('a', 'pass'), unasked('b')] }, '#questions')).toContain(
    'Nothing fails or warns for the tools of this encounter.',
  );
  expect(words({ ...rich(), questions: [unasked('b')] }, '#questions')).toContain(
    'No rule looks at the tools of this encounter.',
  );
});

test('a finding is one line of plain words, and opens to its interval and its reason', () => {
  const [first] = drawn(rich()).querySelectorAll('details.finding');
  expect(first!.querySelector('summary')!.textContent!.replace(/\s+/g, ' ').trim()).toBe(
    '✗ fail Interaction checker, answers mostly heeded: 94.2%; at most 90% is asked',
  );
  expect(first!.textContent).toContain('94.2% of answered alerts were overridden');
});

test('one form for each tool and alert, with the token, one tap and room for a sentence', () => {
  const forms = [...drawn(rich()).querySelectorAll('#concern form')];
  expect(forms).toHaveLength(9);
  for (const form of forms) {
    expect(form.getAttribute('method')).toBe('post');
    expect(form.getAttribute('action')).toBe('/chart/s-4f1c/concerns');
    expect(form.querySelector('[name=token]')!.getAttribute('value')).toBe('tok-8d2e');
    expect(form.querySelector('textarea[name=words]')!.getAttribute('maxlength')).toBe('500');
    expect(form.querySelector('input[type=checkbox][name=sign]')!.hasAttribute('checked')).toBe(false);
  }
  const kinds = forms.map((form) => form.querySelectorAll('[type=hidden]')[1]!);
  expect(kinds.map((it) => it.getAttribute('name')).join(' ')).toBe(
    'tool tool tool tool tool alert alert alert alert',
  );
  expect(kinds.at(-1)!.getAttribute('value')).toBe('code-specificity');
});

test.each([
  'javascript:alert(1)',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'data:text/html,x',
  '/\t/elsewhere.example',
  ' javascript:alert(1)',
])('a path such as %s leads nowhere', (path) => {
  const bad = { chart: path, concern: path, choose: path, logout: path };
  const page = chartPage(
    { ...rich(), style: {} },
    { stylePath: path, ehrStylePath: path, beacon: path, paths: bad },
  );
  expect(page).not.toContain(path);
});

test('the colours of the EHR and the beacon are files, asked for only where there are any', () => {
  const given = { ...options, ehrStylePath: '/chart/s/style.css' };
  expect(chartPage(rich(), given)).not.toContain('/chart/s/style.css');
  expect(chartPage({ ...rich(), style: { accent: '#123456' } }, given)).toContain(
    '<link rel="stylesheet" href="/chart/s/style.css">',
  );
  expect(chartPage(rich(), { ...options, beacon: '/beacon.js' })).toContain(
    '<script src="/beacon.js" defer></script>',
  );
});
