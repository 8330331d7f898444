import { clickRows } from '../../src/feeds/journal/clicks.js';
import { beaconGaps } from '../../src/measures/beacon-gaps.js';
import { PAGE } from './support/batches.js';
import { ClickStore, line, SITE } from './support/rows.js';

const read = clickRows({ site: SITE });

test('a line becomes a row of ui_interval', () => {
  expect(read(line())).toEqual({
    interval_id: `${PAGE}/0`,
    scope: 'whole-ehr',
    started: 1_772_636_400_000_000n,
    ended: 1_772_636_415_000_000n,
    user_id: 'Practitioner/1',
    patient_id: 'Patient/a',
    encounter_ref: 'Encounter/one',
    tool: 'ehr',
    clicks: 5,
    keyboard_activations: 2,
    keystrokes: 30,
    navigations: 1,
    active_seconds: 14.25,
    feed: 'beacon',
    version: '',
    server: 'main',
  });
});

test('ids are as the store keeps them: with the alias of another server, and once only', () => {
  expect(read(line({ server: 'lab', patient: 'lab:Patient/a', user: undefined }))).toMatchObject({
    user_id: '',
    patient_id: 'lab:Patient/a',
    encounter_ref: 'lab:Encounter/one',
  });
  expect(read(line({ patient: 'https://lab.example.org/r4/Patient/a' }))).toMatchObject({
    patient_id: 'lab:Patient/a',
  });
});

test.each([
  ['nothing', null],
  ['a text', 'x'],
  ['a view', { server: 'main', resource: {} }],
  ['a day in words', line({ started: 'Thursday' })],
  ['an instant without offset', line({ ended: '2026-03-04T15:00:15' })],
  ['half a click', line({ clicks: 0.5 })],
  ['fewer than none', line({ keystrokes: -1 })],
  ['a patient that is no reference', line({ patient: { reference: 'Patient/a' } })],
  ['no activity', line({ active_seconds: undefined })],
])('%s is no row', (_, value) => {
  expect(read(value)).toBeUndefined();
});

describe('in a store', () => {
  let store: ClickStore;
  beforeEach(async () => {
    store = await ClickStore.open();
  });
  afterEach(() => store.close());

  test('a batch that was kept twice is one current row, also a little later and in another month', async () => {
    await store.write(
      [line(), line({ seq: 1 })],
      [line({ started: '2026-03-04T15:00:00.400Z', ended: '2026-03-04T15:00:15.400Z' })],
      [line({ seq: 1, started: '2026-04-01T00:00:00.000Z', ended: '2026-04-01T00:00:15.000Z' })],
    );
    const rows = await store.engine.json('SELECT interval_id, clicks FROM current_ui_interval ORDER BY ALL');
    expect(rows).toEqual([
      { interval_id: `${PAGE}/0`, clicks: '5' },
      { interval_id: `${PAGE}/1`, clicks: '5' },
    ]);
  });

  const other = 'ffffffff-8f1d-4c53-9a52-3f6f0d9b7a10';
  const seqs = (page: string, ...numbers: number[]) => numbers.map((seq) => line({ page, seq }));

  test.each([
    ['nothing', [], 0],
    ['all that was sent', seqs(PAGE, 0, 1, 2), 0],
    ['one in between', seqs(PAGE, 0, 2), 1],
    ['the first ones', seqs(PAGE, 3), 3],
    ['some of two pages', [...seqs(PAGE, 1), ...seqs(other, 0, 4)], 4],
    ['one that came twice', seqs(PAGE, 0, 2, 2, 0), 1],
  ])('gaps of %s', async (_, lines, missing) => {
    await store.write(lines);
    expect(await beaconGaps(store.engine)).toBe(missing);
  });

  test('other telemetry numbers its intervals as it likes', async () => {
    await store.write(seqs(PAGE, 0, 2));
    await store.engine.run("UPDATE current_ui_interval SET feed = 'ui_interval'");
    expect(await beaconGaps(store.engine)).toBe(0);
  });
});
