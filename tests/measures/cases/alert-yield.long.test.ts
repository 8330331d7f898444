import {
  ALERT,
  ANSWER,
  act,
  csv,
  type Files,
  fired,
  measured,
  ndjson,
  shuffled,
  visit,
} from './support/measured.js';

describe('number-to-fire', () => {
  // Key k: d1 three, one accepted; d2 two, none accepted. Key j: d2 one, accepted. Key n: d3 two, none accepted.
  const files: Files = {
    'alerts.yaml': 'alerts: [{key: k, tool: cds}, {key: n, tool: nag}]\n',
    'alert.csv': csv(
      ALERT,
      fired('k1', '09:00:00', { patient: 'p1' }),
      fired('k1', '09:00:00', { patient: 'p1' }),
      fired('k2', '09:00:00', { patient: 'p2' }),
      fired('k3', '09:00:00', { patient: 'p3' }),
      fired('k4', '09:00:00', { patient: 'p4', user: 'd2' }),
      fired('k5', '09:00:00', { patient: 'p5', user: 'd2' }),
      fired('j1', '09:00:00', { key: 'j', user: 'd2' }),
      fired('n1', '09:00:00', { key: 'n', user: 'd3', patient: 'p1' }),
      fired('n2', '09:00:00', { key: 'n', user: 'd3', patient: 'p2' }),
    ),
    'alert_answer.csv': csv(ANSWER, 'k1,,accepted', 'k2,,overridden', 'j1,,accepted'),
  };

  test('alerts ÷ accepted, also those of who accepted none', async () => {
    // 8 alerts, 2 accepted. d3 accepted none.
    const found = await measured('number-to-fire', files);
    expect(found.clusters['']).toEqual({
      'Practitioner/d1': [3, 1],
      'Practitioner/d2': [3, 1],
      'Practitioner/d3': [2, 0],
    });
  });

  test('of a key; an alert that nobody accepts has none', async () => {
    const found = await measured('number-to-fire', files, { by: 'alert_key' });
    expect(found.clusters).toEqual({
      j: { 'Practitioner/d2': [1, 1] },
      k: { 'Practitioner/d1': [3, 1], 'Practitioner/d2': [2, 0] },
    });
    expect((await measured('number-to-fire', files, { by: 'tool' })).sums).toEqual({ cds: [5, 1] });
  });

  test('missing without answers; the order of input does not matter', async () => {
    const { 'alert_answer.csv': _, ...without } = files;
    expect((await measured('number-to-fire', without)).missing).toBe('alert_answer');
    expect(await measured('number-to-fire', shuffled(files, 5))).toEqual(
      await measured('number-to-fire', files),
    );
  });
});

describe('acted-on-per-click', () => {
  const UI = 'interval_id,scope,started,encounter_ref,clicks,keyboard_activations';
  const files: Files = {
    'site.yaml': `timeZone: America/New_York
feeds: {fhir: {from: 2026-07-01, to: 2026-07-09}, alert: {from: 2026-07-01, to: 2026-07-31}, ui_interval: {from: 2026-07-08, to: 2026-07-08}}
`,
    'fhir.ndjson': ndjson(
      visit('e1'),
      visit('e2'),
      visit('e3'),
      visit('e4', { period: { start: '2026-07-09T09:00:00-04:00', end: '2026-07-09T10:00:00-04:00' } }),
      visit('e5', { period: { start: '2026-07-08T09:00:00-04:00', end: '2026-07-09T01:00:00-04:00' } }),
      visit('e6', { period: { start: '2026-07-10T09:00:00-04:00', end: '2026-07-10T10:00:00-04:00' } }),
      act('09:00:00', { encounter: 'e1' }),
      act('09:01:00', { encounter: 'e1' }),
      act('09:02:00', { encounter: 'e3' }),
      act('2026-07-09T09:00:00-04:00', { encounter: 'e4' }),
    ),
    'alert.csv': csv(
      ALERT,
      fired('a1', '09:00:00', { encounter: 'e1' }),
      fired('a2', '09:20:00', { encounter: 'e1' }),
      fired('a3', '09:40:00', { encounter: 'e3' }),
      fired('a4', '2026-07-09T09:00:00-04:00', { encounter: 'e4' }),
      fired('a6', '2026-07-10T09:00:00-04:00', { encounter: 'e6' }),
    ),
    'alert_answer.csv': csv(
      ANSWER,
      'a1,,accepted',
      'a2,,overridden',
      'a3,,accepted',
      'a4,,accepted',
      'a6,,accepted',
    ),
    'ui_interval.csv': csv(
      UI,
      'i1,whole-ehr,2026-07-08T09:00:00-04:00,Encounter/e1,10,2',
      'i2,tool,2026-07-08T09:00:00-04:00,Encounter/e1,99,0',
      'i3,whole-ehr,2026-07-08T09:00:00-04:00,Encounter/e2,8,0',
      'i5,whole-ehr,2026-07-08T09:00:00-04:00,Encounter/e5,7,0',
    ),
  };

  test('accepted ÷ clicks of the same encounters', async () => {
    // e1: 1 of 12 clicks, e2: 0 of 8. e3 has no telemetry of the whole EHR; e4 lies outside its window, and e5 reaches over its edge.
    const clicks = await measured('acted-on-per-click', files, { variant: 'clicks' });
    expect(clicks.sums['']).toEqual([1, 20]);
  });

  test('beside it, ÷ logged actions: what the log covers', async () => {
    // e1: 1 of 2, e2: 0 of 0, e3: 1 of 1, e4: 1 of 1. e6 lies outside the log's window.
    const july = { from: '2026-07-01', to: '2026-07-31', variant: 'logged-actions' };
    const actions = await measured('acted-on-per-click', files, july);
    expect(actions.sums['']).toEqual([3, 4]);
  });

  test('the order of input does not matter', async () => {
    expect(await measured('acted-on-per-click', shuffled(files, 2), { variant: 'clicks' })).toEqual(
      await measured('acted-on-per-click', files, { variant: 'clicks' }),
    );
  });
});

describe('repeat-share within a year', () => {
  // To the microsecond: b follows a by 365 days, c follows b by a microsecond more. d is another clinician's.
  const files: Files = {
    'alert.csv': csv(
      ALERT,
      fired('a', '2024-07-08T12:00:00Z'),
      fired('b', '2025-07-08T12:00:00Z'),
      fired('c', '2026-07-08T12:00:00.000001Z'),
      fired('d', '2025-07-09T12:00:00Z', { user: 'd2' }),
    ),
  };

  test('365 days, and from before the period too', async () => {
    const year = await measured('repeat-share', files, { variant: '31536000' });
    expect(year.clusters['']).toEqual({ 'Practitioner/d1': [1, 3], 'Practitioner/d2': [0, 1] });
    const later = { variant: '31536000', from: '2025-01-01', to: '2025-12-31' };
    expect((await measured('repeat-share', files, later)).sums['']).toEqual([1, 2]);
    expect((await measured('repeat-share', files, { variant: '86400' })).sums['']).toEqual([0, 4]);
  });
});
