import { FIRINGS, firing } from './support/alerts.js';
import { askAll, byPerson } from './support/ask.js';
import { minute } from './support/log.js';
import { act, csv, type Files, measured, ndjson, SITE, visit } from './support/measured.js';
import { ORDERS, order } from './support/orders.js';

const noon = (day: string) => `2026-07-${day}T12:00:00-04:00`;
const period = { from: '2026-07-08', to: '2026-07-09' };

/** A stay of p1, born in 1950, with d1 from 6 to 10 July: it began before the period. */
const stay = visit('s1', {
  class: { code: 'IMP' },
  period: { start: noon('06'), end: noon('10') },
});
const people = [
  { resourceType: 'Patient', id: 'p1', birthDate: '1950-01-01' },
  {
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: { reference: 'Practitioner/d1' },
    specialty: [{ coding: [{ code: 'ward' }] }],
  },
];

test('what happens in the period within an older stay keeps its class, specialty, age and clinician', async () => {
  const files = {
    'fhir.ndjson': ndjson(...people, stay, act(noon('08')), act(noon('09')), {
      resourceType: 'DetectedIssue',
      id: 'h1',
      status: 'final',
      patient: { reference: 'Patient/p1' },
      identifiedDateTime: noon('08'),
      mitigation: [{ action: { text: 'called' } }],
    }),
    'alert.csv': csv(FIRINGS, firing('a1', noon('08')), firing('a2', noon('09'), { user: 'd2' })),
    'alert_answer.csv': csv('alert_id,responded,response', `a1,${noon('08')},accepted`),
  };
  const found = await askAll(
    {
      byClass: { measure: 'acted-on-share', by: 'class' },
      bySpecialty: { measure: 'acted-on-share', by: 'specialty' },
      byStratum: { measure: 'acted-on-share', by: 'stratum' },
      hazards: { measure: 'hazards-mitigated' },
      encounters: { measure: 'alerts-per-encounter' },
    },
    files,
    period,
  );
  expect(found.byClass.sums).toEqual({ IMP: [1, 2] });
  expect(found.bySpecialty.sums).toEqual({ ward: [1, 2] });
  expect(found.byStratum.sums).toEqual({ 'age=65-79': [1, 2] });
  expect(byPerson(found.hazards)).toEqual({ d1: [1, 1] });
  // The stay itself belongs to the days before.
  expect(found.encounters.sums).toEqual({});
});

test('a patient whose only encounter is older has strata of the period’s hazards too', async () => {
  const { sums } = await measured(
    'hazards-mitigated',
    {
      'fhir.ndjson': ndjson(
        {
          resourceType: 'Patient',
          id: 'p1',
          birthDate: '1950-01-01',
          communication: [{ language: { coding: [{ code: 'es' }] } }],
        },
        visit('old', { period: { start: noon('01'), end: noon('01') } }),
        act(noon('09'), { patient: null }),
      ),
      'benefit.csv': csv(
        'benefit_id,kind,patient_id,encounter_ref,at',
        `h1,hazard,Patient/p1,,${noon('08')}`,
      ),
    },
    { ...period, by: 'stratum' },
  );
  expect(sums).toEqual({ 'language=es': [0, 1] });
});

const HAZARDS = 'benefit_id,kind,patient_id,encounter_ref,at';
const hazard = (id: string, kind: string, day: string) => `${id},${kind},Patient/p1,,${noon(day)}`;

test('hazards of two servers that bear one id are two', async () => {
  const { sums } = await measured('hazards-mitigated', {
    'a.ndjson': ndjson(act(noon('08'))),
    'benefit.csv': csv(HAZARDS, hazard('h1', 'hazard', '08')),
    'lab/benefit.csv': csv(HAZARDS, hazard('h1', 'hazard', '08'), hazard('h1', 'hazard-mitigated', '08')),
  });
  expect(sums['']).toEqual([1, 2]);
});

test('hazards outside their feed’s declared window count nowhere', async () => {
  const { sums } = await measured('hazards-mitigated', {
    'site.yaml': `${SITE}feeds: {benefit: {from: 2026-07-08, to: 2026-07-08}}\n`,
    'a.ndjson': ndjson(act(noon('07')), act(noon('10'))),
    'benefit.csv': csv(HAZARDS, hazard('h1', 'hazard', '08'), hazard('h2', 'hazard-mitigated', '09')),
  });
  expect(sums['']).toEqual([0, 1]);
});

test('what others did of an order outside its feed’s declared window counts nowhere', async () => {
  const july = { from: '2026-07-01', to: '2026-07-31' };
  const at = (day: string, time: string) => `2026-07-${day}T${time}-04:00`;
  const files = (day: string) => ({
    'site.yaml': `${SITE}feeds: {order_event: {from: 2026-07-08, to: 2026-07-08}}\n`,
    'a.ndjson': ndjson(visit('e1'), visit('e2', { status: 'cancelled' })),
    'order_event.csv': csv(
      ORDERS,
      order('o1', 'placed', 'd1', at('08', '23:50:00'), { encounter: 'e1' }),
      order('o1', 'contributed', 'd2', at(day, '23:55:00')),
      order('o1', 'cancelled', 'd1', at('08', '23:58:00')),
      order('o2', 'placed', 'd1', at(day, day === '08' ? '23:59:00' : '00:05:00'), {
        patient: 'p2',
        encounter: 'e2',
      }),
    ),
  });
  const sums = async (measure: string, day: string) => (await measured(measure, files(day), july)).sums[''];
  expect(await sums('wrong-patient-retract-reorder', '08')).toEqual([1, 0.002]);
  expect(await sums('wrong-patient-retract-reorder', '09')).toEqual([0, 0.001]);
  expect(await sums('tword', '08')).toEqual([1, 2]);
  expect(await sums('tword', '09')).toEqual([0, 1]);
  // An encounter that does not count is none.
  expect((await measured('tword', files('08'), { ...july, by: 'class' })).sums).toEqual({
    AMB: [1, 1],
    '': [0, 1],
  });
});

describe('a feed was there from its first row to its last, whatever they are', () => {
  const visits = ['08', '10'].map((day) =>
    visit(`e${day}`, { period: { start: noon(day), end: noon(day) } }),
  );

  test('a concern shows that the gateway saw no silent change', async () => {
    const { sums } = await measured('silent-changes', {
      'a.ndjson': ndjson(...visits, act(noon('07')), act(noon('11'))),
      'silent_change.csv': csv(
        'change_id,at,tool,encounter_ref,feed',
        `c1,${noon('08')},x,Encounter/e08,gateway`,
      ),
      'concern.csv': csv(
        'concern_id,raised,tool,words,feed',
        `k1,${noon('07')},x,w,gateway`,
        `k2,${noon('11')},x,w,gateway`,
      ),
    });
    expect(sums['']).toEqual([1, 2]);
  });

  test('so does a log that is not counted as burden', async () => {
    const education = {
      resourceType: 'Communication',
      id: 'c1',
      status: 'completed',
      category: [{ coding: [{ code: 'instruction' }] }],
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/e08' },
      sent: noon('08'),
    };
    const files = (burden: string) => ({
      'site.yaml': `${SITE}${burden}`,
      'a.ndjson': ndjson(...visits, education, act(noon('07')), act(noon('11'))),
      'benefit.csv': csv(
        `${HAZARDS},language,feed`,
        `b1,teach-back,Patient/p1,Encounter/e08,${noon('08')},,fhir`,
      ),
      'audit_event.csv': csv(
        'event_id,recorded,user_id,patient_id,feed',
        `l1,${noon('07')},Practitioner/d1,Patient/p1,log`,
        `l2,${noon('11')},Practitioner/d1,Patient/p1,log`,
      ),
    });
    for (const burden of ['burdenFeed: {main: log}\n', 'burdenFeed: {main: fhir}\n'])
      expect((await measured('teach-back-recorded', files(burden))).sums['']).toEqual([1, 2]);
  });
});

test('who has no denominator keeps the numerator: alerts that were never accepted, concerns where no alert was', async () => {
  const files = {
    'a.ndjson': ndjson(
      act(noon('08')),
      visit('e1', { participant: [{ individual: { reference: 'Practitioner/d9' } }] }),
    ),
    'alert.csv': csv(
      FIRINGS,
      firing('a1', noon('08'), { user: '' }),
      firing('a2', noon('08'), { user: 'd2', patient: 'p2' }),
      firing('a3', noon('08'), { user: 'd3', patient: 'p3' }),
    ),
    'alert_answer.csv': csv(
      'alert_id,responded,response',
      `a1,${noon('08')},accepted`,
      `a3,${noon('08')},accepted`,
    ),
    'concern.csv': csv('concern_id,raised,tool,encounter_ref,words', `k1,${noon('08')},,Encounter/e1,w`),
  };
  // d2 accepted none.
  expect(byPerson(await measured('number-to-fire', files))).toEqual({ '': [1, 1], d2: [1, 0], d3: [1, 1] });
  // d9, whose encounter it is, has no alert.
  expect(byPerson(await measured('concerns-raised', files))).toEqual({
    '': [0, 0.001],
    d2: [0, 0.001],
    d3: [0, 0.001],
    d9: [1, 0],
  });
});

test('a shift of another month makes nobody judged by shifts in this one', async () => {
  const shift = (day: string) =>
    csv('user_id,started,ended', `Practitioner/d1,2026-${day}T08:00:00-04:00,2026-${day}T16:00:00-04:00`);
  const files = (day: string): Files => ({
    'a.ndjson': ndjson(
      ...minute('d1', '2026-07-08T10:00:00-04:00'),
      ...minute('d1', '2026-07-08T20:00:00-04:00'),
    ),
    'shift.csv': shift(day),
  });
  const share = async (day: string) =>
    byPerson(
      await measured('after-hours-share', files(day), {
        variant: 'scheduled-300',
        from: '2026-07-01',
        to: '2026-07-31',
      }),
    ).d1?.map((hours) => Math.round(hours * 3600));
  expect(await share('07-08')).toEqual([60, 120]);
  expect(await share('07-31')).toEqual([120, 120]);
  expect(await share('06-30')).toBeUndefined();
  expect(await share('08-01')).toBeUndefined();
});
