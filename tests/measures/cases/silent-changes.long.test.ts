import { ALERT, act, csv, type Files, fired, measured, ndjson, shuffled, visit } from './support/measured.js';

const CHANGE = 'change_id,at,tool,encounter_ref';
const change = (id: string, time: string, tool: string, encounter = '') =>
  `${id},${time.includes('T') ? time : `2026-07-08T${time}-04:00`},${tool},${encounter && `Encounter/${encounter}`}`;

const TOOLS = 'version: 1\ntools: [{id: cpoe, match: [{observer: Device/cpoe}]}, {id: cds, match: null}]\n';
const on = (day: string) => ({ period: { start: `${day}T09:00:00-04:00`, end: `${day}T10:00:00-04:00` } });

// The feed covers 8 to 10 July. e1, e2 and e4 lie inside; e3 (7 July) and e5 (ends on 11 July) do not; e6 was cancelled.
// e1: c1 (there twice), c2, c3 (made two days later; what names its encounter belongs to it at any time) = 3.
// c4 names none; c5 names e3, which is outside; c6 names the cancelled e6; c7 is our own app's.
const files: Files = {
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    visit('e1'),
    visit('e2', on('2026-07-09')),
    visit('e3', on('2026-07-07')),
    visit('e4', { ...on('2026-07-10'), participant: [] }),
    visit('e5', { period: { start: '2026-07-10T09:00:00-04:00', end: '2026-07-11T00:00:00.001-04:00' } }),
    visit('e6', { status: 'cancelled' }),
    act('2026-07-07T09:00:00-04:00', { encounter: 'e3' }),
    act('2026-07-09T09:10:00-04:00', { encounter: 'e2', observer: 'cpoe' }),
    act('2026-07-11T09:00:00-04:00', { encounter: 'e5' }),
  ),
  'silent_change.csv': csv(
    CHANGE,
    change('c1', '09:00:00', 'cpoe', 'e1'),
    change('c1', '09:00:00', 'cpoe', 'e1'),
    change('c2', '09:05:00', 'cds', 'e1'),
    change('c3', '2026-07-10T08:00:00-04:00', '', 'e1'),
    change('c4', '09:10:00', 'cpoe'),
    change('c5', '09:10:00', 'cpoe', 'e3'),
    change('c6', '09:10:00', 'cpoe', 'e6'),
    change('c7', '09:10:00', 'mission-audit', 'e1'),
  ),
};

test('changes ÷ encounters inside the window of their feed', async () => {
  const found = await measured('silent-changes', files);
  expect(found.sums['']).toEqual([3, 3]);
  expect(found.clusters['']).toEqual({ '': [0, 1], 'Practitioner/d1': [3, 2] });
});

test('by tool: the encounters it touched, by an action (e2) or by a change (e1)', async () => {
  expect((await measured('silent-changes', files, { by: 'tool' })).sums).toEqual({
    cpoe: [1, 2],
    cds: [1, 1],
  });
});

test('the window: as declared, and a feed that filled another table was there too', async () => {
  // Declared from 9 July: c1 and c2 lie outside and count nowhere, and neither does e1.
  const declared = `timeZone: America/New_York\nfeeds: {silent_change: {from: 2026-07-09, to: 2026-07-31}}\n`;
  expect((await measured('silent-changes', { ...files, 'site.yaml': declared })).sums['']).toEqual([0, 3]);
  // Declared to 9 July: e1 and e2 are inside, e1 with c1 and c2; c3 is of the 10th.
  const shorter = declared.replace('2026-07-09', '2026-07-08').replace('2026-07-31', '2026-07-09');
  expect((await measured('silent-changes', { ...files, 'site.yaml': shorter })).sums['']).toEqual([2, 2]);
  // The same gateway showed an alert on 7 July: e3 is covered, with c5.
  const gateway = {
    ...files,
    'silent_change.csv': files['silent_change.csv']!.replace(/$/gm, ',gw')
      .replace(/,gw$/, '')
      .replace('encounter_ref,gw', 'encounter_ref,feed'),
    'alert.csv': csv(`${ALERT},feed`, `${fired('a', '2026-07-07T12:00:00-04:00')},gw`),
  };
  expect((await measured('silent-changes', gateway)).sums['']).toEqual([4, 4]);
});

test('another server’s change of the same id, on its own encounter, is another change', async () => {
  const both = {
    ...files,
    'lab/fhir.ndjson': ndjson(visit('e1')),
    'lab/silent_change.csv': csv(CHANGE, change('c1', '09:00:00', 'cpoe', 'e1')),
  };
  expect((await measured('silent-changes', both)).sums['']).toEqual([4, 4]);
});

test('without the table it is missing', async () => {
  const { 'silent_change.csv': _, ...without } = files;
  expect((await measured('silent-changes', without)).missing).toBe('silent_change');
});

test.each([1, 2])('neither the order of input nor an unrelated row matters (%i)', async (turn) => {
  const more = `${files['silent_change.csv']}${change('c9', '2026-07-09T12:00:00-04:00', 'cds', 'elsewhere')}\n`;
  const found = await measured('silent-changes', shuffled({ ...files, 'silent_change.csv': more }, turn));
  expect(found).toEqual(await measured('silent-changes', files));
});
