import fc from 'fast-check';
import { answer, FIRINGS, firing } from './alerts.js';
import { ANSWER, csv, type Files } from './measured.js';

/** Steps at whose edges something changes: three seconds, ten minutes, a day. */
const STEPS = [0, 1e-6, 1, 2.999999, 3, 60, 300, 599.999999, 600, 600.000001, 3600, 86_400, 86_400.000001];

const step = fc.constantFrom(...STEPS);

/** Seconds after 3 July, 09:00 in New York, to the microsecond. */
const instant = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const micro = Math.round((seconds - whole) * 1e6);
  const date = new Date(Date.parse('2026-07-03T13:00:00Z') + (whole + Math.floor(micro / 1e6)) * 1000);
  return `${date.toISOString().slice(0, 19)}.${String(micro % 1e6).padStart(6, '0')}Z`;
};

const one = fc.record({
  gap: step,
  about: fc.record({
    user: fc.constantFrom('d1', 'd1', 'd1', 'd2', 'd2', '', 'room-1', 'Patient/p1'),
    patient: fc.constantFrom('p1', 'p1', 'p2', ''),
    key: fc.constantFrom('k', 'k', 'n', ''),
    seen: fc.constantFrom('shown', 'shown', 'returned'),
    hook: fc.constantFrom('', '', 'h1', 'h2'),
    interruptive: fc.constantFrom('true', 'false', 'unknown', ''),
  }),
  answers: fc.array(
    fc.record({
      after: fc.option(step),
      response: fc.constantFrom('accepted', 'overridden', 'dismissed'),
    }),
    { maxLength: 2 },
  ),
});

/** Alerts and answers of three people, of one, two or no patients; the same seed gives the same. */
export const alertLogs: fc.Arbitrary<Files> = fc.array(one, { minLength: 5, maxLength: 40 }).map((all) => {
  let seconds = 0;
  // One that was answered is always there: without any, an override rate is missing.
  const firings = [firing('first', '2026-07-03T12:00:00Z', { user: 'd3', patient: 'p3', key: 'other' })];
  const answers = [answer('first', '2026-07-03T12:00:09Z', 'overridden')];
  for (const [i, { gap, about, answers: given }] of all.entries()) {
    seconds += gap;
    firings.push(firing(`x${i}`, instant(seconds), about as Parameters<typeof firing>[2]));
    for (const { after, response } of given)
      answers.push(answer(`x${i}`, after === null ? '' : instant(seconds + after), response));
  }
  return {
    'alerts.yaml': 'alerts: [{key: k, tool: notes, interruptive: true}, {key: n, tool: mail}]\n',
    'alert.csv': csv(FIRINGS, ...firings),
    'alert_answer.csv': csv(ANSWER, ...answers),
  };
});
