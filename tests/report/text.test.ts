import fc from 'fast-check';
import { columns, fold, width } from '../../src/report/text/lines.js';
import { text } from '../../src/report/text.js';
import { hostile, hostileStrings, rewritten } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

const esc = String.fromCharCode(27);
const widest = (report: string): number => Math.max(...report.split('\n').map(width));

test('the report of a spring at a clinic', () => {
  expect(text(richResult())).toMatchSnapshot();
});

test('the report of nothing', () => {
  expect(text(emptyResult())).toMatchSnapshot();
});

test.each([
  ['plain', 5],
  ['電子カルテ', 10],
  ['e\u0301', 1],
  ['👩', 2],
  ['مراقبة', 6],
  ['', 0],
])('%s is %d columns wide', (given, wide) => {
  expect(width(given)).toBe(wide);
});

test('no line is wider than 100 columns, whatever the strings', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 150 }),
    fc.string({ unit: 'binary', maxLength: 150 }),
    fc.constantFrom(...hostileStrings, 'constructor', '__proto__'),
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 3, maxLength: 12 }), (made) => {
      let at = 0;
      const report = text(rewritten(richResult(), () => made[at++ % made.length]!));
      expect(widest(report)).toBeLessThanOrEqual(columns);
    }),
    { numRuns: 60 },
  );
  expect(widest(text(richResult()))).toBe(columns);
});

test('folding loses nothing but white space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), fc.integer({ min: 2, max: 40 }), (given, room) => {
      const lines = fold(given, room);
      expect(lines.join('').replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
      expect(Math.max(0, ...lines.map(width))).toBeLessThanOrEqual(room);
    }),
  );
});

test('colour only where it is asked for, and it changes no word', () => {
  const plain = text(richResult());
  const painted = text(richResult(), { color: true });
  expect(plain).not.toContain(esc);
  expect(text(richResult(), { color: false })).toBe(plain);
  expect(painted).toContain(`${esc}[31m`);
  expect(painted.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(plain);
});

test('no escape sequence and no change of direction comes in from the data', () => {
  expect(text(hostile(richResult()))).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
});

test('what failed comes first, what passed takes a line each', () => {
  const report = text(richResult());
  const parts = ['✗ fail  Share', '! warn  Share', '── Cannot tell', '── Passed', '── Waived'];
  const places = parts.map((part) => report.indexOf(part));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(report.match(/^ {2}✓ pass {2}/gm)).toHaveLength(3);
});

test('says how many rules could be judged, and never adds them up to one figure', () => {
  const report = text(richResult());
  expect(report).toContain('7 of 17 rules could be judged');
  expect(report).not.toMatch(/\bscores?\b/i);
  expect(text({ ...richResult(), internal: true })).toContain('Internal, not for publication');
});
