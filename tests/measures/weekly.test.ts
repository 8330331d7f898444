import type { MeasureCell } from '../../src/measures/measure.js';
import { loadMeasures } from '../../src/measures/registry.js';
import { type WeekCell, weekly } from '../../src/measures/weekly.js';
import { wallClock } from '../../src/store/derived/time.js';
import { FIRINGS, firing } from './cases/support/alerts.js';
import { minute, TOOLS } from './cases/support/log.js';
import { act, csv, type Files, ndjson, visit, withReading } from './cases/support/measured.js';
import { ORDERS, order } from './cases/support/orders.js';

const sunday = (time: string) => `2026-07-05T${time}-04:00`;
const monday = (time: string) => `2026-07-06T${time}-04:00`;
const broken = { more: { purposeOfEvent: [{ coding: [{ code: 'BTG' }] }] } };

/** A night from Sunday 5 to Monday 6 July 2026: the first is of the week of 29 June. */
const FILES: Files = {
  'tools.yaml': TOOLS,
  'appointment.csv': csv(
    'appointment_id,patient_id,user_id,booked,started,ended,status',
    // Half an hour of each week.
    `s1,Patient/p1,Practitioner/d1,,${sunday('23:30:00')},${monday('00:30:00')},fulfilled`,
    `s2,Patient/p1,Practitioner/d1,,${monday('14:00:00')},${monday('15:00:00')},cancelled`,
  ),
  'fhir.ndjson': ndjson(
    visit('v1', { period: { start: sunday('23:00:00'), end: sunday('23:50:00') } }),
    visit('v2', { period: { start: monday('00:05:00'), end: monday('00:40:00') } }),
    ...minute('d1', sunday('23:40:00')), // 60 s within the appointment
    ...minute('d1', monday('00:10:00')), // 60 s within
    ...minute('d1', monday('12:00:00')), // 60 s outside
    act(monday('13:00:00'), broken), // the last: no time
    ...minute('d2', monday('12:00:00')), // no appointment: not in hours per 8
  ),
  // d2 alone is judged after hours: Monday noon is outside.
  'shift.csv': csv('user_id,started,ended', `Practitioner/d2,${monday('13:00:00')},${monday('14:00:00')}`),
  'alert.csv': csv(
    FIRINGS,
    firing('a1', sunday('23:40:00')),
    firing('a2', monday('00:10:00')),
    firing('a3', monday('12:00:00')),
    firing('a4', monday('12:00:00'), { user: 'd3' }), // no logged action, no order
  ),
  'order_event.csv': csv(
    ORDERS,
    order('o1', 'placed', 'd1', sunday('23:45:00')),
    order('o2', 'placed', 'd1', monday('00:11:00')),
    order('o3', 'placed', 'd1', monday('12:00:30')),
  ),
};

const definitions = loadMeasures();

/** Sums of each week and of the period, by measure. */
let weeks: Map<string, WeekCell[] | null>;
let period: Map<string, MeasureCell[]>;

beforeAll(async () => {
  weeks = new Map();
  period = new Map();
  await withReading(FILES, {}, async ({ engine, site, evaluate }) => {
    for (const definition of definitions) {
      const { cells } = await evaluate({ measure: definition.id });
      period.set(definition.id, cells);
      if (cells.length === 0) continue;
      weeks.set(definition.id, await weekly(engine, definition, wallClock(site)));
    }
  });
});

const sum = (cell: MeasureCell) =>
  (['numerator', 'denominator'] as const).map((key) => cell.clusters.reduce((all, one) => all + one[key], 0));

const HOUR = 3600;
const cases: [measure: string, first: [number, number], second: [number, number]][] = [
  ['ehr-time8', [60 / HOUR, 0.5 / 8], [120 / HOUR, 0.5 / 8]],
  ['wow8', [0, 0.5 / 8], [60 / HOUR, 0.5 / 8]],
  ['alerts-per-clinician-day', [1, 1], [3, 2]], // d1 and d2 on Monday, and d3's alert
  ['alerts-per-100-orders', [1, 0.01], [3, 0.02]],
  ['break-glass-rate', [0, 0.001], [1, 0.004]],
  ['unexplained-access', [0, 1], [1, 4]], // d2 has no link to p1
];

test.each(cases)('%s by week', (measure, first, second) => {
  const found = weeks.get(measure)!;
  expect(found.map((week) => week.monday)).toEqual(['2026-06-29', '2026-07-06']);
  for (const [i, expected] of [first, second].entries()) {
    const [numerator, denominator] = sum(found[i]!.cell);
    expect([numerator, denominator]).toEqual(expected.map((value) => expect.closeTo(value, 12)));
  }
});

test('the weeks of every measure of a whole site add up to its period', () => {
  const added: string[] = [];
  for (const [measure, found] of weeks) {
    if (!found || found.some(({ cell }) => cell.values.length > 0)) continue;
    const { variants } = definitions.find(({ id }) => id === measure)!;
    const judged = period.get(measure)!.find(({ variant }) => variant === (variants[0] ?? null))!;
    const all = found.map(({ cell }) => sum(cell));
    const [numerator, denominator] = sum(judged);
    const total = [0, 1].map((at) => all.reduce((whole, week) => whole + week[at]!, 0));
    expect([measure, ...total]).toEqual([
      measure,
      expect.closeTo(numerator!, 9),
      expect.closeTo(denominator!, 9),
    ]);
    added.push(measure);
  }
  expect(added.length).toBeGreaterThan(20);
});

test('only what is one number of a whole distribution, or a list of scopes, has no weeks', () => {
  const without = [...weeks].filter(([, found]) => found === null).map(([measure]) => measure);
  expect(without.sort()).toEqual(['burden-concentration']);
});
