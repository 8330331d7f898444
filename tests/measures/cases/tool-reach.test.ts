import { act, type Files, measured, ndjson, visit } from './support/measured.js';

const period = { from: '2026-07-01', to: '2026-07-31' };
const language = (id: string, code: string) => ({
  resourceType: 'Patient',
  id,
  communication: [{ language: { coding: [{ code }] } }],
});
const of = (id: string, patient: string) => visit(id, { subject: { reference: `Patient/${patient}` } });
const files: Files = {
  'tools.yaml': `version: 1
tools:
  - { id: video, title: Video, match: [{ observer: Device/video }] }
  - { id: orders, title: Orders, match: [{ observer: Device/orders }] }
  - { id: unused, title: Unused, match: [{ observer: Device/unused }] }
`,
  'fhir.ndjson': ndjson(
    language('p1', 'en'),
    language('p2', 'es'),
    of('e1', 'p1'),
    of('e2', 'p1'),
    of('s1', 'p2'),
    of('s2', 'p2'),
    of('u1', 'p3'),
    act('09:00:00', { encounter: 'e1', observer: 'video' }),
    act('09:01:00', { encounter: 'e1', observer: 'video' }), // touched twice is touched
    act('09:02:00', { encounter: 'e1', observer: 'orders' }),
    act('09:03:00', { encounter: 'e2', observer: 'orders' }),
    act('09:04:00', { encounter: 's1', observer: 'orders' }),
    act('09:05:00', { encounter: 's2', observer: 'no-tool' }), // unmapped touches no tool
  ),
};

test('encounters that any mapped tool touched ÷ all encounters', async () => {
  expect((await measured('tool-reach', files, period)).sums).toEqual({ '': [3, 5] });
});

test('of each tool over all encounters, also those that it did not touch; a tool nobody used has none', async () => {
  expect((await measured('tool-reach', files, { ...period, by: 'tool' })).sums).toEqual({
    orders: [3, 5],
    video: [1, 5],
  });
});

test('by language', async () => {
  expect((await measured('tool-reach', files, { ...period, by: 'stratum' })).sums).toEqual({
    'language=en': [2, 2],
    'language=es': [1, 2],
    'language=missing': [0, 1],
  });
});

test('outside the window of the log there is nothing to be reached', async () => {
  const before = {
    ...files,
    'later.ndjson': ndjson(
      visit('old', { period: { start: '2026-07-02T09:00:00-04:00', end: '2026-07-02T10:00:00-04:00' } }),
    ),
  };
  expect((await measured('tool-reach', before, period)).sums['']).toEqual([3, 5]);
});
