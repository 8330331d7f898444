import { counts, found, levels, prices } from './support/asked.js';

test('without answers acceptances cannot be told: that is no 0', async () => {
  const result = await found(['--without', 'pop'], { answer: null });
  expect(result.losses[0]).toMatchObject({ status: 'cannot-tell', count: null });
  expect(result.prices[0]!.why).toBe('No answers to alerts were read.');
});

test('few hazards left open: their total is hidden, and those mitigated are told', async () => {
  const result = await found(['--without', 'pop'], { hazards: 17 });
  expect(counts(result)).toMatchObject({ hazards: null, 'hazards-mitigated': 12 });
});

test('clicks of a telemetry that is no part of the whole EHR’s: what is left cannot be told', async () => {
  const result = await found(['--without', 'pop'], { popClicks: 21 });
  expect(levels(result).clicks).toEqual([20, null, 10.5]);
  const alone = await found(['--without', 'pop'], { wholeEhr: false });
  expect(levels(alone).clicks).toEqual([null, null, 2.5]);
  expect((await found(['--without', 'chart'])).burden[5]).toMatchObject({
    status: 'cannot-tell',
    why: 'No telemetry counts the clicks of this tool alone.',
  });
});

test('a price is of the days that all its feeds cover', async () => {
  // 48 visits, of which 24 on the first four days: 12 alerts accepted, 24 hazards mitigated, and 12 · 5 clicks.
  const result = await found(['--without', 'pop'], { telemetryDays: 4, visits: 48 });
  const clicks = result.prices.at(-1)!;
  expect([clicks.numerator, clicks.denominator]).toEqual([60, 12 + 24]);
  expect(result.notes.join(' ')).toContain('days that all its feeds cover');
});

test('alerts outside any encounter are lost and priced too, and are in no figure per encounter', async () => {
  const result = await found(['--without', 'pop'], { strays: 12 });
  expect(counts(result)).toMatchObject({ 'alerts-accepted': 24 });
  expect(levels(result).alerts).toEqual([2, 1, 1]);
  expect(prices(result)).toMatchObject({ alerts: [1, 36, 36], clicks: [60 / 36, 60, 36] });
});

test('a price of fewer days is hidden where few good changes fell on the others', async () => {
  // 48 visits, 6 a day, and telemetry of seven days: on the eighth 3 pop-ups were accepted, and no hazard mitigated.
  const { prices: rows } = await found(['--without', 'pop'], { telemetryDays: 7, visits: 48 });
  expect(rows.at(-1)).toMatchObject({ burden: 'clicks', status: 'suppressed', denominator: null });
  expect(rows.at(-1)!.why).toContain('--from 2026-07-01 --to 2026-07-07');
  expect(rows[0]).toMatchObject({ burden: 'alerts', status: 'told', denominator: 48 });
});

test('what is not known to interrupt is not counted as such, and it is said', async () => {
  const own = await found(['--without', 'pop'], { popInterrupts: 'unknown' });
  const row = own.burden.find(({ burden }) => burden === 'interruptive-alerts')!;
  expect([row.status, row.why]).toEqual(['cannot-tell', UNKNOWN]);
  expect(own.prices[1]).toMatchObject({ burden: 'interruptive-alerts', status: 'cannot-tell', why: UNKNOWN });
  const other = await found(['--without', 'pop'], { otherInterrupts: 'unknown' });
  expect(levels(other)['interruptive-alerts']).toEqual([1, 0, 1]);
  expect(other.notes.join(' ')).toContain('interruptive alerts now and without it are lower bounds');
});

const UNKNOWN = 'It is not known whether these alerts interrupt.';

test('many rows without a tool: what belongs to this one may be more', async () => {
  const { notes } = await found(['--without', 'pop'], { chartMapped: false });
  expect(notes.join(' ')).toContain('More than 20%');
  expect((await found(['--without', 'pop'])).notes.join(' ')).not.toContain('More than 20%');
});

test('without an audit log only alerts and clicks are told', async () => {
  const result = await found(['--without', 'pop'], { audit: false });
  expect(levels(result)).toMatchObject({ alerts: [2, 1, 1], clicks: [20, 17.5, 2.5] });
  for (const at of [0, 1, 2, 3, 4])
    expect(result.burden[at]).toMatchObject({
      status: 'cannot-tell',
      why: 'No audit log was read.',
      now: null,
    });
  expect(prices(result)).toMatchObject({ interactions: [null, null, null], alerts: [1, 24, 24] });
});
