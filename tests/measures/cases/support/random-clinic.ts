import fc from 'fast-check';
import { logout, TOOLS } from './log.js';
import { ALERT, act, csv, type Files, fired, ndjson, SITE, visit } from './measured.js';
import { ORDERS, order } from './orders.js';

/** Thursday 2 July 2026 to Sunday the 5th, of which the Friday is a holiday: evenings, a weekend, a night. */
const DAYS = ['02', '03', '04', '05'];
/** Hours at whose edges something changes, and one in the middle of a day. */
const HOURS = ['00', '05', '06', '09', '10', '17', '18', '23'];

const who = fc.constantFrom('d1', 'd2', 'd3');
const patient = fc.constantFrom('p1', 'p2', 'p3');
const day = fc.constantFrom(...DAYS);
const hour = fc.constantFrom(...HOURS);

const instant = (date: string, at: string, seconds: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `2026-07-${date}T${at}:${two(Math.floor(seconds / 60))}:${two(seconds % 60)}-04:00`;
};

/** A run of rows of one person: gaps of a second to six minutes, some at one instant. */
const burst = fc
  .record({
    user: who,
    date: day,
    at: hour,
    steps: fc.array(
      fc.record({
        gap: fc.constantFrom(0, 1, 30, 60, 61, 120, 180, 181, 299, 300, 301, 360),
        about: fc.record({
          patient: fc.option(patient),
          observer: fc.constantFrom('notes', 'inbox', 'orders', 'own', 'board', 'other'),
          broken: fc.boolean(),
        }),
        out: fc.constantFrom(false, false, false, false, true),
      }),
      { minLength: 1, maxLength: 9 },
    ),
  })
  .map(({ user, date, at, steps }) => {
    let seconds = 0;
    return steps.map(({ gap, about: { broken, ...about }, out }) => {
      seconds += gap;
      const time = instant(date, at, seconds);
      if (out) return logout(time, { user });
      const purpose = broken ? { more: { purposeOfEvent: [{ coding: [{ code: 'BTG' }] }] } } : {};
      return act(time, { user, ...about, ...purpose });
    });
  });

/** A span of up to an hour, from one of the hours. */
const span = fc.record({
  user: who,
  patient,
  date: day,
  at: hour,
  from: fc.integer({ min: 0, max: 1800 }),
  length: fc.integer({ min: 1, max: 1799 }),
});

const status = fc.constantFrom('fulfilled', 'booked', 'cancelled', 'noshow');
const orders = fc.record({
  user: who,
  patient,
  helper: who,
  after: fc.constantFrom(0, 60, 600, 601),
  other: patient,
});

/** Files of an invented clinic; the same seed gives the same. */
export const clinics: fc.Arbitrary<Files> = fc
  .record({
    bursts: fc.array(burst, { minLength: 3, maxLength: 12 }),
    visits: fc.array(span, { minLength: 1, maxLength: 4 }),
    appointments: fc.array(fc.tuple(span, status), { minLength: 1, maxLength: 8 }),
    placed: fc.array(orders, { minLength: 1, maxLength: 5 }),
    alerts: fc.array(fc.tuple(who, patient), { minLength: 1, maxLength: 12 }),
    shift: fc.boolean(),
  })
  .map(({ bursts, visits, appointments, placed, alerts, shift }) => ({
    'tools.yaml': TOOLS,
    'site.yaml': `${SITE}holidays: [2026-07-03]\nfeeds: {fhir: {from: 2026-07-01, to: 2026-07-06}}\n`,
    'fhir.ndjson': ndjson(
      ...bursts.flat(),
      ...visits.map((one, i) =>
        visit(`v${i}`, {
          subject: { reference: `Patient/${one.patient}` },
          participant: [{ individual: { reference: `Practitioner/${one.user}` } }],
          period: {
            start: instant(one.date, one.at, one.from),
            end: instant(one.date, one.at, one.from + one.length),
          },
        }),
      ),
    ),
    'appointment.csv': csv(
      'appointment_id,patient_id,user_id,started,ended,status',
      // d3 has appointments on four days: judged by the clock.
      ...[
        ...appointments,
        ...DAYS.map(
          (date) => [{ user: 'd3', patient: 'p9', date, at: '09', from: 0, length: 600 }, 'booked'] as const,
        ),
      ].map(
        ([one, outcome], i) =>
          `a${i},Patient/${one.patient},Practitioner/${one.user},${instant(one.date, one.at, one.from)},${instant(one.date, one.at, one.from + one.length)},${outcome}`,
      ),
    ),
    'order_event.csv': csv(
      ORDERS,
      ...placed.flatMap(({ user, patient, helper, after, other }, i) => [
        order(`o${i}`, 'placed', user, '2026-07-03T10:00:00-04:00', { patient }),
        order(`o${i}`, 'contributed', helper, '2026-07-03T09:00:00-04:00', { patient }),
        order(`o${i}`, 'cancelled', user, instant('03', '10', after), { patient }),
        order(`r${i}`, 'placed', user, instant('03', '10', 2 * after), { patient: other }),
      ]),
    ),
    'care_team.csv': csv('patient_id,user_id,started,ended', 'Patient/p1,Practitioner/d1,,'),
    'scope_grant.csv': csv('tool,scope,granted', 'notes,patient/Patient.read,', 'notes,patient/Task.read,'),
    'alert.csv': csv(
      ALERT,
      ...alerts.map(([user, whose], i) =>
        fired(`k${i}`, '2026-07-03T10:00:00-04:00', { user, patient: whose, key: `k${i % 3}` }),
      ),
    ),
    ...(shift
      ? {
          'shift.csv': csv(
            'user_id,started,ended',
            'Practitioner/d1,2026-07-03T17:00:00-04:00,2026-07-04T00:00:00-04:00',
          ),
        }
      : {}),
  }));
