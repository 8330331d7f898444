import type { Change } from '../../../src/comparison.js';
import type { Dimension, MeasureCell, MeasureDefinition } from '../../../src/measures/measure.js';
import { compareReadings } from '../../../src/rules/change/compare.js';
import { type Reading, readPeriod } from '../../../src/rules/change/read-period.js';
import { cell, evaluating } from '../support/cells.js';
import { define } from '../support/definitions.js';

const rate = { kind: 'rate', unit: 'alerts per encounter' } as const;
const BEFORE = { from: '2026-02-02', to: '2026-02-15' };
const AFTER = { from: '2026-03-02', to: '2026-03-15' };

/** Eight clinicians of 50 encounters each, about this many an encounter, `by` up and down from one to the next. */
const around = (perEncounter: number, by = 2, said: Partial<MeasureCell> = {}): MeasureCell =>
  cell(
    [-1, 1, 0, 0.5, -0.5, 1, -1, 0].map((step) => [perEncounter * 50 + step * by, 50] as const),
    said,
  );

/** The other way round: who was high is low. */
const turned = (perEncounter: number, by = 2): MeasureCell => around(perEncounter, -by);

interface Period {
  cells: Record<string, MeasureCell[] | string | Error>;
  weeks?: Record<string, Reading['weeks']>;
  unmappedShare?: number;
}

interface Case {
  before: Period;
  after: Period;
  definitions?: MeasureDefinition[];
  by?: Dimension;
}

async function compared({ before, after, definitions = [define('m', rate)], by }: Case) {
  const read = async ({ cells, weeks = {}, unmappedShare = 0 }: Period, days: typeof BEFORE) => ({
    days,
    unmappedShare,
    readings: await readPeriod({
      evaluate: evaluating(({ measure }) => cells[measure] ?? []).evaluate,
      weekly: async ({ id }) => weeks[id] ?? null,
      definitions,
      by: by ?? null,
      minClinicians: 5,
    }),
  });
  return compareReadings({
    before: await read(before, BEFORE),
    after: await read(after, AFTER),
    minClinicians: 5,
  });
}

const change = async (
  before: MeasureCell[] | string | Error,
  after: MeasureCell[],
  definition = {},
): Promise<Change> => {
  const definitions = [define('m', { ...rate, ...definition })];
  return (await compared({ before: { cells: { m: before } }, after: { cells: { m: after } }, definitions }))
    .changes[0]!;
};

test('a burden that grew in everybody', async () => {
  const found = await change([around(2)], [around(3)]);
  expect(found).toMatchObject({ conclusion: 'changed', difference: 1, cliniciansInBoth: 8 });
  expect(found.says).toMatch(
    /^rose from 2 to 3 alerts per encounter \(ratio 1.50, 95% interval 1\.\d+ to 1\.\d+\): more burden\.$/,
  );
});

test('a benefit that shrank, and a figure that no rule may judge', async () => {
  expect((await change([around(3)], [around(2)], { side: 'benefit' })).says).toMatch(
    /^fell from 3 to 2 .*: less benefit\.$/,
  );
  expect((await change([around(2)], [around(3)], { judged: false })).says).toMatch(/1\.\d+\)\.$/);
});

test('no clear change says what may be', async () => {
  const found = await change([around(2, 30)], [turned(2.1, 30)]);
  expect(found.conclusion).toBe('no-clear-change');
  expect(found.says).toMatch(
    /^no clear change: 2 to 2.10 alerts per encounter; anything between \d+% less and \d+% more fits the data\.$/,
  );
});

test('among many measures one that just excludes "no change" only may have changed', async () => {
  const near = { before: [around(2, 12)], after: [turned(2.46, 12)] };
  const alone = await change(near.before, near.after);
  expect(alone.conclusion).toBe('changed');
  expect(alone.p!).toBeGreaterThan(0.01);
  const ids = Array.from({ length: 12 }, (_, i) => `n${i}`);
  const nothing = { before: [around(2, 30)], after: [turned(2.05, 30)] };
  const cells = (period: 'before' | 'after') => ({
    m: near[period],
    ...Object.fromEntries(ids.map((id) => [id, nothing[period]])),
  });
  const many = await compared({
    before: { cells: cells('before') },
    after: { cells: cells('after') },
    definitions: ['m', ...ids].map((id) => define(id, rate)),
  });
  expect(many.compared).toBe(13);
  const found = many.changes[0]!;
  expect(found).toMatchObject({ conclusion: 'may-have-changed', p: alone.p });
  expect(found.q!).toBeGreaterThan(0.05);
  expect(found.says).toContain(
    '; among 13 figures compared, chance alone makes one or another look changed.',
  );
});

test('what another idle cutoff does not show hangs on the definition', async () => {
  const definition = { variants: ['300', '60'], mustAgree: ['60'] };
  const at = (variant: string, value: number) => around(value, 2, { variant });
  const found = await change([at('300', 2), at('60', 1)], [at('300', 3), at('60', 1)], definition);
  expect(found).toMatchObject({ conclusion: 'may-have-changed', variant: '300' });
  expect(found.says).toContain('but counted with a 60-second idle cutoff it is not clear.');
  const agreed = await change([at('300', 2), at('60', 1)], [at('300', 3), at('60', 1.5)], definition);
  expect(agreed.conclusion).toBe('changed');
});

describe('cannot tell', () => {
  const small = around(2, 2, { encounters: 9 });
  const cases: [string, MeasureCell[] | string | Error, MeasureCell[], string][] = [
    ['rows that were not given', 'alert', [around(2)], 'there are no rows of "alert" to measure it on.'],
    [
      'an error',
      new Error('row of Mr Miller'),
      [around(2)],
      'the measure could not be computed; the log says why.',
    ],
    ['nothing before', [], [around(2)], 'before: nothing was found that this could be measured on.'],
    [
      'too few before',
      [
        cell([
          [9, 5],
          [8, 5],
        ]),
      ],
      [around(2)],
      'before: it rests on 2 clinicians; a verdict takes 5.',
    ],
    ['hidden after', [around(2)], [small], 'after: too few people to show'],
  ];
  test.each(cases)('%s', async (_, before, after, why) => {
    const found = await change(before, after);
    expect(found).toMatchObject({ conclusion: 'cannot-tell', p: null, q: null });
    expect(found.says).toContain(`cannot tell: ${why}`);
    expect(found.says).not.toContain('Miller');
  });

  test('where one period is hidden the other stands, and nothing is worked out from both', async () => {
    expect(await change([around(2)], [small])).toMatchObject({
      before: { value: 2, suppressed: false },
      after: { value: null, denominator: null, clinicians: null, suppressed: true },
      difference: null,
      ratio: null,
      cliniciansInBoth: null,
    });
  });

  test('fewer people in both than may be counted out', async () => {
    const others = around(2);
    others.clusters = others.clusters.map((one, i) => ({ ...one, cluster: i < 2 ? one.cluster : `x${i}` }));
    expect((await change([around(2)], [others])).cliniciansInBoth).toBeNull();
  });

  test('tools while too much is unmapped in one of the periods', async () => {
    const definitions = [define('m', { ...rate, by: ['tool'], needs: ['audit_event'] })];
    const cells = { m: [around(2, 2, { by: { tool: 'a' } })] };
    const { changes } = await compared({
      before: { cells, unmappedShare: 0.3 },
      after: { cells },
      definitions,
      by: 'tool',
    });
    expect(changes.find(({ by }) => by.tool === 'a')!.says).toContain(
      'before: more than 20% of clinician rows',
    );
  });
});

test('all there is was counted: no chance, no p', async () => {
  const counted = { kind: 'mean', unit: 'scopes per tool', census: true } as const;
  const found = await change([cell([[3, 1]])], [cell([[5, 1]])], counted);
  expect(found).toMatchObject({ conclusion: 'changed', p: null });
  expect(found.says).toBe(
    'rose from 3 to 5 scopes per tool; all there is was counted, and chance has no part in it.',
  );
});

describe('weeks', () => {
  const week = (monday: string, encounters: number, said = {}) => ({
    monday,
    cell: around(2, 2, { encounters, patients: encounters, ...said }),
  });
  const points = async (weeks: Record<string, Reading['weeks']>, definitions?: MeasureDefinition[]) => {
    const ids = Object.keys(weeks);
    const cells = Object.fromEntries(ids.map((id) => [id, [around(2)]]));
    const { changes } = await compared({
      before: { cells, weeks },
      after: { cells },
      definitions: definitions ?? ids.map((id) => define(id, rate)),
    });
    return changes.map((one) => one.weeks.map(({ week, suppressed, value }) => [week, suppressed, value]));
  };

  test('ten encounters are hidden, and with them the next smallest, since the whole stands beside them', async () => {
    expect(await points({ m: [week('2026-02-02', 10), week('2026-02-09', 60)] })).toEqual([
      [
        ['2026-W06', true, null],
        ['2026-W07', true, null],
      ],
    ]);
    expect(await points({ m: [week('2026-02-02', 50), week('2026-02-09', 60)] })).toEqual([
      [
        ['2026-W06', false, 2],
        ['2026-W07', false, 2],
      ],
    ]);
  });

  test('fewer clinicians than the smallest group are hidden', async () => {
    const [found] = await points({ m: [week('2026-02-02', 50, { clinicians: 4 }), week('2026-02-09', 60)] });
    expect(found!.map(([, suppressed]) => suppressed)).toEqual([true, true]);
  });

  test('a week that one of two twins hides is hidden in the other too', async () => {
    const weeks = {
      'override-rate': [week('2026-02-02', 5), week('2026-02-09', 60)],
      'response-coverage': [week('2026-02-02', 50), week('2026-02-09', 60)],
    };
    const found = await points(weeks);
    expect(found[1]!.every(([, suppressed]) => suppressed)).toBe(true);
  });
});
