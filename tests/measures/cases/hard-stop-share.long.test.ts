import { ALERT, csv, type Files, fired, measured, ndjson, shuffled, visit } from './support/measured.js';

const ALERTS = `alerts:
  - {key: stop, tool: cpoe, hardStop: true}
  - {key: soft, tool: cpoe, hardStop: false}
  - {key: "said-*", hardStop: unknown}
`;

const TOOLS = 'version: 1\nnotPeople: ["Practitioner/robot-*"]\n';

// Known are: s1 and s2 (one episode, 5 min apart), s3 (11 min after s2, another episode), o1. s1 is there twice, and counts
// once. u1 (said to be unknown), x1 (not in the file) are unknown; r1 is a robot's; l1 has s1's id, on another server.
const files: Files = {
  'alerts.yaml': ALERTS,
  'tools.yaml': TOOLS,
  'encounters.ndjson': ndjson(visit('e1')),
  'alert.csv': csv(
    ALERT,
    fired('s1', '09:00:00', { key: 'stop' }),
    fired('s1', '09:00:00', { key: 'stop' }),
    fired('s2', '09:05:00', { key: 'stop' }),
    fired('s3', '09:16:00', { key: 'stop' }),
    fired('o1', '09:20:00', { key: 'soft', user: 'd2' }),
    fired('u1', '09:20:00', { key: 'said-1' }),
    fired('x1', '09:20:00', { key: 'other' }),
    fired('r1', '09:20:00', { key: 'stop', user: 'robot-7' }),
  ),
  'lab/alert.csv': csv(ALERT, fired('s1', '09:30:00', { key: 'soft', user: 'd3' })),
};

test('episodes of hard stops ÷ episodes of which it is known', async () => {
  // Numerator: the two episodes of "stop". Denominator: those, o1, and the lab's s1 as an alert of its own.
  const found = await measured('hard-stop-share', files);
  expect(found.sums['']).toEqual([2, 4]);
  expect(found.clusters['']).toEqual({
    'Practitioner/d1': [2, 2],
    'Practitioner/d2': [0, 1],
    'lab:Practitioner/d3': [0, 1],
  });
});

test('by key, and only of the period', async () => {
  expect((await measured('hard-stop-share', files, { by: 'alert_key' })).sums).toEqual({
    soft: [0, 2],
    stop: [2, 2],
  });
  const later = { from: '2026-07-09', to: '2026-07-09' };
  expect((await measured('hard-stop-share', files, later)).sums).toEqual({});
});

test('without alerts it is missing; without a map nothing is known', async () => {
  expect((await measured('hard-stop-share', { 'e.ndjson': ndjson(visit('e1')) })).missing).toBe('alert');
  const { 'alerts.yaml': _, ...unmapped } = files;
  expect((await measured('hard-stop-share', unmapped)).sums).toEqual({});
});

test.each([1, 3, 5])('the order of input does not matter (%i)', async (turn) => {
  expect(await measured('hard-stop-share', shuffled(files, turn))).toEqual(
    await measured('hard-stop-share', files),
  );
});
