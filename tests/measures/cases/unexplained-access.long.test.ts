import { act, csv, measured, ndjson, SITE, visit } from './support/measured.js';

const TEAM = 'patient_id,user_id,started,ended';
const day = { from: '2026-07-08', to: '2026-07-08' };
const looks = (...rows: object[]) => ({ 'fhir.ndjson': ndjson(visit('v1'), ...rows) });
const unexplained = async (files: Record<string, string>, period = day) =>
  (await measured('unexplained-access', files, period)).sums[''];

describe('care teams', () => {
  const at = (time: string) => act(time, { patient: 'p2' });

  test('a second membership does not hide the first', async () => {
    // On the team in June, and again on the 8th of July; looked at on 15 June and on 8 July.
    const files = {
      'care_team.csv': csv(
        TEAM,
        'Patient/p2,Practitioner/d1,2026-06-01T09:00:00-04:00,2026-06-30T09:00:00-04:00',
        'Patient/p2,Practitioner/d1,2026-07-08T09:00:00-04:00,2026-07-08T10:00:00-04:00',
      ),
      ...looks(at('2026-06-15T12:00:00-04:00'), at('12:00:00'), at('2026-07-20T12:00:00-04:00')),
    };
    expect(await unexplained(files, { from: '2026-06-01', to: '2026-07-31' })).toEqual([1, 3]);
  });

  test('days are site days', async () => {
    // 03:00 UTC of the 9th is 23:00 of the 8th in New York, where the team's time ends at 20:00.
    const files = {
      'care_team.csv': csv(TEAM, 'Patient/p2,Practitioner/d1,,2026-07-09T00:00:00Z'),
      ...looks(at('2026-07-09T03:00:00Z'), at('2026-07-09T04:00:00Z')),
    };
    expect(await unexplained(files, { from: '2026-07-08', to: '2026-07-09' })).toEqual([1, 2]);
  });

  test('FHIR: a member of a team, by the team’s period, a date as both its edges', async () => {
    const team = {
      resourceType: 'CareTeam',
      id: 't',
      status: 'active',
      subject: { reference: 'Patient/p2' },
      period: { start: '2026-07-08', end: '2026-07-08' },
      participant: [{ member: { reference: 'Practitioner/d1' } }],
    };
    const files = looks(
      team,
      at('12:00:00'),
      at('2026-07-09T12:00:00-04:00'), // the day after
      act('12:00:00', { user: 'd2', patient: 'p2' }), // no member
    );
    expect(await unexplained(files, { from: '2026-07-08', to: '2026-07-09' })).toEqual([2, 3]);
  });
});

describe('orders', () => {
  const HEADER = 'order_id,patient_id,encounter_ref,user_id,code,at,what';

  test('who contributed has a link, whoever else contributed after them', async () => {
    const row = (user: string, what: string) =>
      `o1,Patient/p2,,Practitioner/${user},cbc,2026-07-08T09:00:00-04:00,${what}`;
    const files = {
      'order_event.csv': csv(HEADER, row('d1', 'placed'), row('n1', 'contributed'), row('n2', 'contributed')),
      ...looks(...['d1', 'n1', 'n2', 'n3'].map((user) => act('12:00:00', { user, patient: 'p2' }))),
    };
    // Only n3 has none.
    expect(await unexplained(files)).toEqual([1, 4]);
  });

  test('FHIR: the requester of a ServiceRequest', async () => {
    const request = {
      resourceType: 'ServiceRequest',
      id: 's1',
      status: 'active',
      subject: { reference: 'Patient/p2' },
      requester: { reference: 'Practitioner/d1' },
      authoredOn: '2026-01-01T09:00:00Z',
    };
    const files = looks(
      request,
      act('12:00:00', { patient: 'p2' }),
      act('12:00:00', { user: 'd2', patient: 'p2' }),
    );
    expect(await unexplained(files)).toEqual([1, 2]);
  });
});

describe('who is who', () => {
  test('a merged patient’s links and a role’s are the ones of who remains', async () => {
    const files = {
      ...looks(
        {
          resourceType: 'Patient',
          id: 'old',
          link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }],
        },
        { resourceType: 'PractitionerRole', id: 'r1', practitioner: { reference: 'Practitioner/d1' } },
        act('12:00:00', { patient: 'new' }),
        act('12:00:00', { patient: 'other' }),
      ),
      'care_team.csv': csv(TEAM, 'Patient/old,PractitionerRole/r1,,'),
    };
    expect(await unexplained(files)).toEqual([1, 2]);
  });

  test('another server’s patient of the same id is another', async () => {
    const files = {
      'site.yaml': SITE,
      ...looks(act('12:00:00', { patient: 'p2' })),
      'lab/care_team.csv': csv(TEAM, 'Patient/p2,Practitioner/d1,,'),
    };
    expect(await unexplained(files)).toEqual([1, 1]);
  });

  test('an encounter that does not count explains what names it', async () => {
    const files = looks(
      visit('c1', { status: 'cancelled', subject: { reference: 'Patient/p2' } }),
      act('09:30:00', { patient: 'p2', encounter: 'c1', user: 'd2' }),
      act('09:30:00', { patient: 'p2', user: 'd3' }), // it is never open
    );
    expect(await unexplained(files)).toEqual([1, 2]);
  });
});
