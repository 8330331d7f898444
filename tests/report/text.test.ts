import fc from 'fast-check';
import { columns, fold, width } from '../../src/report/text/lines.js';
import { text } from '../../src/report/text.js';
import { hostile, hostileStrings, rewritten } from './fixture/hostile.js';
import { wideResult } from './fixture/wide.js';
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
  expect(widest(text(wideResult()))).toBe(columns);
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

const titlesOf = (report: string): string[] =>
  [...report.matchAll(/^── (.*?) ─/gm)].map(([, title]) => title!);
const partOf = (report: string, title: string): string =>
  report.split(/^(?=── )/m).find((part) => part.startsWith(`── ${title}`)) ?? '';

test('the ledger comes first, then the questions, then what needs attention; what was read comes last', () => {
  expect(titlesOf(text(richResult()))).toEqual([
    'The ledger: each tool against the questions',
    'The questions, of the whole site and its tools',
    'What needs attention',
    'Waived',
    'Counted, not listed',
    'What was read',
    'What is missing',
    'Cannot tell',
  ]);
  expect(titlesOf(text(wideResult())).at(-1)).toBe('What no trace of a tool can answer');
});

const verdict = '(✗ fail|! warn|# error|\\? cannot tell|✓ pass|~ waived|– n/a|· not asked)';

test('every cell of the ledger has a mark and a word, and the tools stand worst first', () => {
  const part = partOf(text(wideResult()), 'The ledger');
  const rows = part.split('\n').filter((line) => /^ {2}Tool [A-I] /.test(line));
  const blocks = rows.length / 9;
  expect(blocks).toBeGreaterThan(1);
  const inAll = '(✗ warning sign|± mixed|✓ serves|\\? cannot tell|· not asked)';
  const cells = new RegExp(`^ {2}Tool [A-I] +(${inAll} +)?(${verdict} *)+$`);
  expect(rows.filter((line) => !cells.test(line))).toEqual([]);
  const first = rows.slice(0, 9).map((line) => line.slice(24, 38).trim());
  const order = ['✗ warning sign', '± mixed', '✓ serves', '? cannot tell'];
  expect(first).toEqual(first.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  expect(new Set(first).size).toBe(4);
  expect(part).toContain('No rule looks at: Laboratory portal, A page of our own.');
  expect(part).toContain('No finding about a single tool: question-of-mission-1,');
});

test('every question has a line of its own, worst first, and last what no trace can answer', () => {
  const result = wideResult();
  const lines = partOf(text(result), 'The questions').split('\n').slice(2);
  const listed = lines.filter((line) => line.includes('judged') || line.includes('○'));
  expect(listed.map((line) => /(\S+-\d+|\S+)( +judged .*)?$/.exec(line)![1]).toSorted()).toEqual(
    result.questions.map(({ id }) => id).toSorted(),
  );
  const marks = listed.map((line) => '✗!?✓○'.indexOf(line.trim().charAt(0)));
  expect(marks).toEqual(marks.toSorted((a, b) => a - b));
  expect(listed[0]).toMatch(/^ {2}✗ fail +question-of-mission-\d+ +judged \d of \d rules$/);
});

test('what passed is counted and not listed; one reason stands once for all it holds for', () => {
  const report = text(wideResult());
  const { pass } = wideResult().summary;
  expect(report).toContain(`✓ pass: ${pass} findings, with the whole interval within the threshold.`);
  expect(report).not.toMatch(/^ {2}✓ pass {2}[A-Z]/m);
  const same = wideResult().findings.filter(
    ({ rule, status }) => rule === 'tool-rule-8' && status === 'insufficient-data',
  );
  expect(same.length).toBeGreaterThan(1);
  expect(partOf(report, 'Cannot tell').match(/tool-rule-8 is insufficient-data/g)).toHaveLength(1);
});

test('a reason that holds for several rules stands once, with all that it holds for', () => {
  const [like] = richResult().findings.filter(({ reason }) => reason === 'missing-table');
  const rules = ['tools-per-visit', 'clicks-per-visit', 'work-after-hours'];
  const findings = rules.map((rule) => ({ ...like!, rule, measure: rule, why: 'There is no log.' }));
  const part = partOf(text({ ...richResult(), findings }), 'Cannot tell');
  expect(part).toContain(
    '    - There is no log.\n      Tools per visit: whole site; Clicks per visit: whole site; Work after hours: whole site\n',
  );
});

test('without logged actions it says what was kept instead', () => {
  const { coverage } = richResult();
  const report = text({ ...richResult(), coverage: { ...coverage, clinicianEvents: 0 } });
  expect(report.replace(/\s+/g, ' ')).toContain(
    'Read no logged action of a clinician. Rows kept: epic-access-log 247,310, fhir 61,020, alert 9,720.',
  );
});

test('findings of one rule stand together, and its advice and its basis stand once', () => {
  const result = wideResult();
  const failed = result.findings.filter(({ rule, status }) => rule === 'tool-rule-8' && status === 'fail');
  const attention = partOf(text(result), 'What needs attention');
  expect(failed.length).toBeGreaterThan(1);
  const block = attention.split(/\n\n/).find((each) => each.startsWith('  ✗ fail  Tool rule 8'))!;
  for (const { by } of failed) {
    const { title } = result.tools.find(({ tool }) => tool === by.tool)!;
    expect(block).toContain(`      ${title}: tool-rule-8 is fail. 40.0%;`);
  }
  expect(block.match(/Threshold:/g)).toHaveLength(1);
  expect(block.match(/Rule: tool-rule-8/g)).toHaveLength(1);
});

test('a figure that the reason already tells is not told again', () => {
  const [one] = richResult().findings.filter(({ status }) => status === 'fail');
  const told = (why: string) =>
    partOf(text({ ...richResult(), findings: [{ ...one!, why }] }), 'What needs attention');
  const full = `4.1% (95% interval 3.2% to 5.3%), where at least 10% is asked: the whole interval lies below it.`;
  expect(told(full).match(/4\.1%/g)).toHaveLength(1);
  expect(told(full)).toContain('Based on 312 of 7,610.');
  expect(told('It is low.')).toContain('4.1%; 95% interval 3.2% to 5.3%; threshold at least 10%');
});

test('says how many rules could be judged, and never adds them up to one figure', () => {
  const report = text(richResult());
  expect(report).toContain('7 of 17 rules could be judged');
  expect(report).not.toMatch(/\bscores?\b/i);
  expect(text({ ...richResult(), internal: true })).toContain('Internal, not for publication');
});
