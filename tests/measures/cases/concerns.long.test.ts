import { ALERT, csv, type Files, fired, measured, ndjson, shuffled, visit } from './support/measured.js';

const CONCERN = 'concern_id,raised,tool,alert_key,encounter_ref,words,signed,answered';

function concern(
  id: string,
  day: string,
  about: { tool?: string; encounter?: string; answered?: string } = {},
): string {
  const { tool = 'cds', encounter, answered = '' } = about;
  return `${id},2026-07-${day}T12:00:00-04:00,${tool},,${encounter ? `Encounter/${encounter}` : ''},too many,,${answered}`;
}

const with2 = (id: string) => ({
  participant: [{ individual: { reference: `Practitioner/${id}` }, type: [{ coding: [{ code: 'ATND' }] }] }],
});
const at = (id: string, day: string, about: Parameters<typeof fired>[2] = {}) =>
  fired(id, `2026-07-${day}T09:00:00-04:00`, about);

// Concerns are covered from 2 to 20 July, alerts from 1 to 16 July.
const files: Files = {
  'alerts.yaml': 'alerts: [{key: k, tool: cds}, {key: j, tool: cpoe}]\n',
  'fhir.ndjson': ndjson(visit('e1'), visit('e2', with2('d2')), visit('e3', with2('d3'))),
  'alert.csv': csv(
    ALERT,
    at('a0', '01'), // before the concerns' feed begins
    at('a1', '02'),
    at('a2', '03', { user: 'd2' }),
    at('a3', '04', { user: 'd2', key: 'j' }),
    at('a4', '16', { patient: 'p2' }),
  ),
  'concern.csv': csv(
    CONCERN,
    // answered after 14 days to the microsecond: in time
    concern('c1', '02', { encounter: 'e1', answered: '2026-07-16T12:00:00.000000-04:00' }),
    concern('c1', '02', { encounter: 'e1', answered: '2026-07-16T12:00:00.000000-04:00' }),
    // a microsecond later: not
    concern('c2', '03', { encounter: 'e2', answered: '2026-07-17T12:00:00.000001-04:00' }),
    // d3 had no alert at all, and d2 none of the tool "pump"
    concern('c3', '10', { encounter: 'e3' }),
    concern('c4', '11', { encounter: 'e2', tool: 'pump', answered: '2026-07-11T12:30:00-04:00' }),
    // names no encounter
    concern('c5', '12', { tool: 'cpoe', answered: '2026-07-12T11:59:00-04:00' }),
    // after the alert feed ended
    concern('c6', '20', { encounter: 'e1' }),
  ),
};

const period = { from: '2026-07-01', to: '2026-07-31' };

describe('concerns-raised', () => {
  test('concerns ÷ thousands of alerts, on days that both feeds cover', async () => {
    // Alerts: a1 to a4. Concerns: c1 to c5, of which c3 (d3) and c5 (nobody) are of who had no alert.
    const found = await measured('concerns-raised', files, period);
    expect(found.sums['']).toEqual([5, 0.004]);
    expect(found.clusters['']).toEqual({
      '': [1, 0],
      'Practitioner/d1': [1, 0.002],
      'Practitioner/d2': [2, 0.002],
      'Practitioner/d3': [1, 0],
    });
  });

  test('by tool: a concern stays with the tool it is about', async () => {
    // cds: alerts a1, a4 (d1) and a2 (d2); concerns c1 (d1), c2 (d2), c3 (d3). cpoe: alert a3 (d2), concern c5 (nobody).
    // pump has no alert, and no figure.
    const found = await measured('concerns-raised', files, { ...period, by: 'tool' });
    expect(found.clusters).toEqual({
      cds: { 'Practitioner/d1': [1, 0.002], 'Practitioner/d2': [1, 0.001], 'Practitioner/d3': [1, 0] },
      cpoe: { '': [1, 0], 'Practitioner/d2': [0, 0.001] },
    });
  });

  test('missing without alerts, and without concerns', async () => {
    const { 'alert.csv': _, ...noAlert } = files;
    const { 'concern.csv': __, ...noConcern } = files;
    expect((await measured('concerns-raised', noAlert, period)).missing).toBe('alert');
    expect((await measured('concerns-raised', noConcern, period)).missing).toBe('concern');
  });
});

describe('concerns-answered', () => {
  test('answered within 14 days ÷ all', async () => {
    // c1, c4 and c5 (answered before it was raised, by another clock) of six. c5 has no encounter and so no clinician.
    const found = await measured('concerns-answered', files, period);
    expect(found.sums['']).toEqual([3, 6]);
    expect(found.clusters['']).toEqual({
      '': [1, 1],
      'Practitioner/d1': [1, 2],
      'Practitioner/d2': [1, 2],
      'Practitioner/d3': [0, 1],
    });
    expect((await measured('concerns-answered', files, { ...period, by: 'tool' })).sums).toEqual({
      cds: [1, 4],
      cpoe: [1, 1],
      pump: [1, 1],
    });
  });

  test('the period by site days: a concern of 23:30 in New York is of that day', async () => {
    const late = csv(CONCERN, 'c,2026-07-09T03:30:00Z,cds,,,w,,', 'd,2026-07-09T04:00:00Z,cds,,,w,,');
    const found = await measured(
      'concerns-answered',
      { 'concern.csv': late },
      { from: '2026-07-08', to: '2026-07-08' },
    );
    expect(found.sums['']).toEqual([0, 1]);
  });

  test('rows outside the declared window of their feed count nowhere', async () => {
    const site = 'timeZone: America/New_York\nfeeds: {concern: {from: 2026-07-11, to: 2026-07-31}}\n';
    const found = await measured('concerns-answered', { ...files, 'site.yaml': site }, period);
    expect(found.sums['']).toEqual([2, 3]);
  });

  test('the same id on another server is another concern', async () => {
    const both = { ...files, 'lab/concern.csv': csv(CONCERN, concern('c1', '02', { encounter: 'e1' })) };
    // e1 of the lab was not read: its concern has no clinician.
    expect((await measured('concerns-answered', both, period)).clusters['']).toMatchObject({ '': [1, 2] });
  });
});

test.each(['concerns-raised', 'concerns-answered'])(
  'the order of input does not matter to %s',
  async (measure) => {
    expect(await measured(measure, shuffled(files, 2), period)).toEqual(
      await measured(measure, files, period),
    );
  },
);
