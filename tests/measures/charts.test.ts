import { audited } from './cases/support/audited.js';

const RULES = 'version: 1\nextends: mission-audit/mission\n';
const SITE = 'timeZone: UTC\nminClinicians: 5\n';

/** Each of these people has twelve visits of an hour on one day a week, from 08:00 on, with two actions a minute apart. */
function log(people: string[], extra: object[] = []): string {
  const rows = people.flatMap((user) =>
    Array.from({ length: 12 }, (_, index) => {
      const day = `2026-07-${String(6 + Math.floor(index / 3)).padStart(2, '0')}`;
      const hour = String(8 + (index % 3)).padStart(2, '0');
      const id = `${user}-${index}`;
      const patient = { reference: `Patient/${id}` };
      return [
        {
          resourceType: 'Encounter',
          id,
          status: 'finished',
          class: { code: 'AMB' },
          subject: patient,
          participant: [{ individual: { reference: `Practitioner/${user}` } }],
          period: { start: `${day}T${hour}:00:00Z`, end: `${day}T${hour}:59:00Z` },
        },
        ...['10', '11'].map((minute) =>
          act(`${id}-${minute}`, user, `${day}T${hour}:${minute}:00Z`, patient),
        ),
      ];
    }).flat(),
  );
  return [...rows, ...extra].map((row) => JSON.stringify(row)).join('\n');
}

const act = (id: string, user: string, recorded: string, patient: object) => ({
  resourceType: 'AuditEvent',
  id,
  recorded,
  agent: [{ requestor: true, who: { reference: `Practitioner/${user}` } }],
  entity: [{ what: patient }],
});

const charts = async (people: string[], extra: object[] = []) =>
  (await audited({ 'site.yaml': SITE, 'rules.yaml': RULES, 'log.ndjson': `${log(people, extra)}\n` })).charts;

const five = ['a', 'b', 'c', 'd', 'e'];

test('encounters of fewer clinicians than may be shown are drawn by no chart', async () => {
  const { distributions, hourOfWeek } = await charts(five.slice(0, 4));
  expect(distributions).toEqual([]);
  expect(hourOfWeek.every(({ activeHours }) => activeHours === null || activeHours === 0)).toBe(true);
});

test('those of enough are, and every encounter is in one bin', async () => {
  const { distributions } = await charts(five);
  const [interactions] = distributions.filter(({ measure }) => measure === 'interactions-per-encounter');
  expect(interactions!.bins.reduce((sum, { encounters }) => sum + (encounters ?? 0), 0)).toBe(60);
});

test('hours of one person do not follow from the total: more is hidden until enough people are', async () => {
  const late = (hour: number) =>
    ['00', '01'].map((minute) =>
      act(`z${hour}${minute}`, 'z', `2026-07-11T${hour}:${minute}:00Z`, { reference: 'Patient/a-1' }),
    );
  const twelve = [...five, 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
  const { hourOfWeek } = await charts(twelve, [...late(22), ...late(23)]);
  const hidden = hourOfWeek.filter(({ activeHours }) => activeHours === null);
  // Two hours of z alone, and one in which all twelve worked.
  expect(hidden.map(({ weekday, hour }) => [weekday, hour]).slice(-2)).toEqual([
    [6, 22],
    [6, 23],
  ]);
  expect(hidden).toHaveLength(3);
});
