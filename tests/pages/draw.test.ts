import type { ChartFigure, ChartTimeline } from '../../src/chart-view.js';
import { distribution, isBeyond, sign, timeline } from '../../src/pages/draw.js';
import { figures } from './fixture/figures.js';
import { timeline as day } from './fixture/timeline.js';

const alerts = figures.find(({ id }) => id === 'alerts')!;
const drawn = (value: number | null): string => distribution({ ...alerts, value }, 'd')!.toString();
const markAt = (svg: string): string | undefined => /class="mark-line" d="M([\d.]+) /.exec(svg)?.[1];

test.each([
  ['at the left edge', 0, '0', 'lies below the median'],
  ['left of it', -3, '0', 'lies below the median'],
  ['at the median', 1, '22.9', 'lies at the median'],
  ['above it', 3.5, '80', 'lies above the median'],
  ['at the right edge', 7, '160', 'lies above the median'],
  ['beyond it', 7.1, undefined, 'lies beyond the right edge'],
  ['nowhere', null, undefined, 'has no mark'],
])('the mark stands %s, and the text says so', (_, value, at, says) => {
  expect(markAt(drawn(value))).toBe(at);
  expect(drawn(value)).toContain(`This encounter ${says}.`);
  expect(drawn(value).includes('class="mark"')).toBe(value !== null);
  expect(isBeyond({ ...alerts, value })).toBe(value === 7.1);
});

test('bins that are too small to show are dotted, as high as any other such bin', () => {
  expect(drawn(1).match(/class="hidden-bar"/g)).toHaveLength(3);
  expect(drawn(1)).toContain('Dotted bars: 1 to 10 encounters, not shown.');
});

test.each<[string, ChartFigure['peers']]>([
  ['no peers', null],
  ['no bins', { of: 'none', n: 0, bins: [], median: 0 }],
])('%s: nothing is drawn', (_, peers) => {
  expect(distribution({ ...alerts, peers }, 'd')).toBeNull();
});

test('bins without width still make an image', () => {
  const peers = { of: 'one value', n: 31, bins: [{ from: 4, to: 4, count: 31 }], median: 4 };
  expect(distribution({ ...alerts, peers }, 'd')!.toString()).not.toMatch(
    /NaN|Infinity|\s(x|y|width|height)="-/,
  );
});

test('each answer has a shape of its own', () => {
  const shapes = (['accepted', 'overridden', 'unanswered'] as const).map((answer) => sign(answer).toString());
  expect(new Set(shapes).size).toBe(3);
});

test('a stretch of no length is still seen, and nothing leaves the lane', () => {
  const lanes: ChartTimeline['lanes'] = [
    {
      tool: 't',
      title: 'T',
      spans: [
        { start: 5, end: 5, actions: 1 },
        { start: -10, end: 500, actions: 1 },
      ],
      alerts: [{ at: 999, title: 'A', response: 'accepted' }],
    },
  ];
  const svg = timeline({ ...day, lanes }, 't').toString();
  expect(
    [...svg.matchAll(/class="bar" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => [x, w]),
  ).toEqual([
    ['32', '2'],
    ['0', '480'],
  ]);
  expect(svg).toContain('1 tool, 1 alert.');
  expect(svg).toContain('M475 ');
});

test('a lane of no time at all draws', () => {
  expect(timeline({ ...day, minutes: 0 }, 't').toString()).not.toMatch(/NaN|Infinity/);
});
