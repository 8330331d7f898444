import { act, mini, visit } from './mini.js';

const HEADER = 'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,interruptive';
const ANSWERS = 'alert_id,responded,response';

function fired(id: string, time: string, more: { hook?: string; seen?: string; how?: string } = {}): string {
  const { hook = '', seen = 'shown', how = 'true' } = more;
  return `${id},2026-07-08T${time}-04:00,${seen},Practitioner/d1,Patient/p1,,k,${hook},${how}`;
}

function csv(header: string, ...rows: string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

test('an episode lasts while each firing follows by at most 10 min and none was answered', () => {
  // b follows a by 10 min exactly: one episode. c follows b by 10 min and 1 µs: another. d follows c at once, but c had been
  // answered at c's own instant: a third. Two of three have an answer.
  const found = mini({
    fhir: [visit('e1'), act('09:00:00')],
    alert: csv(
      HEADER,
      fired('a', '09:00:00'),
      fired('b', '09:10:00'),
      fired('c', '09:20:00.000001', { how: 'unknown' }),
      fired('d', '09:21:00'),
    ),
    alert_answer: csv(
      ANSWERS,
      'c,,overridden',
      'b,2026-07-08T09:12:00-04:00,overridden',
      'b,2026-07-08T09:12:00-04:00,accepted',
    ),
  });
  expect(found.row('Encounter/e1')).toMatchObject({
    alerts: 3,
    alert_firings: 4,
    interruptive_alerts: null,
    alerts_accepted: 1,
    alerts_overridden: 1,
    alerts_unanswered: 1,
  });
  expect(found.measures['override-rate']![0]).toMatchObject({ numerator: 1, denominator: 2 });
  // all by d1: c within 24 h of a and b, d of c
  expect(found.measures['repeat-share']![0]).toMatchObject({ numerator: 2, denominator: 3 });
});

test('a hook instance joins over any time; returned and shown are one alert', () => {
  const found = mini({
    fhir: [visit('e1'), act('09:00:00')],
    alert: csv(
      HEADER,
      fired('a', '09:00:00', { hook: 'h', seen: 'returned', how: 'false' }),
      fired('a', '09:00:00', { hook: 'h', seen: 'shown', how: 'unknown' }),
      fired('b', '09:50:00', { hook: 'h' }),
    ),
    alerts: 'alerts: [{key: "k*", interruptive: true}]',
  });
  expect(found.row('Encounter/e1')).toMatchObject({ alerts: 1, alert_firings: 2, interruptive_alerts: 1 });
  expect(found.coverage.feeds[1]).toMatchObject({ feed: 'alert', read: 3, kept: 2, duplicates: 1 });
});

test('dwell time: the median of the answered firings that were shown', () => {
  // a is answered after 2 s and c after 10 s; b was only returned. Median 6 s, one of two under 3 s.
  const found = mini({
    fhir: [visit('e1'), act('09:00:00')],
    alert: csv(
      HEADER,
      fired('a', '09:00:00'),
      fired('b', '09:20:00', { seen: 'returned' }),
      fired('c', '09:40:00'),
    ),
    alert_answer: csv(
      ANSWERS,
      'a,2026-07-08T09:00:02-04:00,accepted',
      'b,2026-07-08T09:20:01-04:00,accepted',
      'c,2026-07-08T09:40:10-04:00,accepted',
    ),
  });
  expect(found.measures['dwell-time']![0]).toMatchObject({ value: 6, numerator: 1, denominator: 2 });
});

test('figures are empty outside the alert feed, and where an encounter reaches over its edge', () => {
  // The alert feed has only 8 July: e2 ends at 24:00 of that day, inside; e3 a microsecond later, outside.
  const upTo = (end: string) => ({ period: { start: '2026-07-08T09:00:00-04:00', end } });
  const found = mini({
    fhir: [
      visit('e2', upTo('2026-07-09T00:00:00-04:00')),
      visit('e3', upTo('2026-07-09T00:00:00.000001-04:00')),
      act('09:00:00'),
    ],
    alert: csv(HEADER, fired('a', '23:59:59')),
    site: 'timeZone: America/New_York\nfeeds: {fhir: {from: 2026-07-01, to: 2026-07-31}}\n',
  });
  expect(found.row('Encounter/e2').alerts).toBe(1);
  expect(found.row('Encounter/e3').alerts).toBeNull();
  expect(found.row('Encounter/e3').logged_actions).toBe(0);
});
