import { parse } from 'csv-parse/sync';
import { csv, csvColumns } from '../../src/report/csv.js';
import { hostile } from './fixture/hostile.js';
import { emptyResult, richResult } from './fixture.js';

type Row = Record<string, string>;

const rows = (document: string): Row[] => parse(document, { columns: true, record_delimiter: '\r\n' });
const result = richResult();
const read = rows(csv(result));

test('a row for each measurement, then for each finding, then for each disparity', () => {
  expect(read.map(({ kind }) => kind)).toEqual([
    ...result.measurements.map(() => 'measurement'),
    ...result.findings.map(() => 'finding'),
    ...result.disparities!.map(() => 'disparity'),
  ]);
});

test('a disparity has ratio, difference, both intervals and what chance may have done, or nothing', () => {
  const [es, , vi] = read.filter(({ kind }) => kind === 'disparity');
  expect(es).toMatchObject({
    rule: 'reach-alike-in-every-language',
    measure: 'virtual-visit-share',
    by: 'stratum',
    group: 'language=es',
    reference: 'language=en',
    value: '0.625',
    interval_low: '0.5',
    interval_high: '0.78125',
    difference: '-0.0925',
    difference_low: '-0.1375',
    difference_high: '-0.0475',
    p: '0.0004',
    q: '0.0008',
    denominator: '640',
    reference_denominator: '5900',
    clinicians: '22',
  });
  const figures = ['value', 'interval_low', 'difference', 'p', 'q', 'denominator', 'reference_denominator'];
  expect(figures.map((column) => vi![column])).toEqual(figures.map(() => 'suppressed'));
});

test('the header is fixed, also of an empty result', () => {
  expect(csv(emptyResult())).toBe(`${csvColumns.join(',')}\r\n`);
  expect(csvColumns.slice(0, 7).join()).toBe('kind,rule,question,side,status,reason,severity');
});

test('figures come back unrounded', () => {
  const { measurements, findings } = result;
  expect(read[0]).toMatchObject({
    value: String(measurements[0]!.value),
    interval_low: '40.1',
    by: '',
    group: '',
  });
  expect(read[6]).toMatchObject({
    by: 'tool',
    group: 'sepsis-alert',
    touched_share: '0.4285',
    small: 'false',
  });
  expect(read[measurements.length]).toMatchObject({
    rule: findings[0]!.rule,
    threshold: 'at-least 0.1',
    basis: 'local',
  });
  expect(read.find(({ rule }) => rule === 'coding-is-not-care')!.threshold).toBe('at-most 1.25 baseline');
  expect(read.find(({ status }) => status === 'waived')).toMatchObject({
    value: '0',
    waiver_expires: '2027-01-31',
  });
});

test('suppressed cells say so', () => {
  const hidden = read.filter(({ kind, value }) => kind !== 'disparity' && value === 'suppressed');
  expect(
    hidden.map(({ kind, numerator, denominator, interval_low }) => [
      kind,
      numerator,
      denominator,
      interval_low,
    ]),
  ).toEqual([
    ['measurement', 'suppressed', 'suppressed', 'suppressed'],
    ['finding', 'suppressed', 'suppressed', 'suppressed'],
  ]);
  expect(hidden[0]).toMatchObject({ clinicians: 'suppressed', encounters: 'suppressed' });
});

test('no cell runs as a formula, and numbers below nothing stay numbers', () => {
  const written = hostile(richResult());
  written.measurements[0]!.value = -0.5;
  written.findings[0]!.why = '\r\n=1+1';
  written.findings[1]!.why = '-2+3';
  const cells = rows(csv(written));
  expect(cells[0]!.value).toBe('-0.5');
  for (const row of cells)
    for (const [column, cell] of Object.entries(row))
      expect([column, /^\s*[=+@\t]|^-(?![\d.]+$)/.test(cell)]).toEqual([column, false]);
  expect(cells[written.measurements.length]!.why).toBe("'=1+1");
  expect(cells[written.measurements.length + 1]!.why).toBe("'-2+3");
});

test('where groups smaller than usual are shown, its last row says that it is internal', () => {
  const rows = (internal: boolean) =>
    parse(csv({ ...richResult(), internal }), { columns: true }) as Record<string, string>[];
  const [told, plain] = [rows(true), rows(false)];
  expect(told.at(-1)).toMatchObject({ kind: 'note', why: 'Internal, not for publication' });
  expect(told.slice(0, -1)).toEqual(plain);
});
