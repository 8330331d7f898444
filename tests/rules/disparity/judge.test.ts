import { half, judgementOf, spoken, told, USUAL } from './support.js';

const en = spoken('en', USUAL);

test.each([
  ['alike', [en, spoken('es', [59, 62, 59, 61, 60, 59], 200)], ['es pass']],
  ['half as much', [en, spoken('es', half)], ['es fail']],
  [
    'twice as much is outside the margin too',
    [
      en,
      spoken(
        'es',
        USUAL.map((n) => 2 * n),
      ),
    ],
    ['es fail'],
  ],
  ['not sure', [en, spoken('es', [10, 15, 10, 11, 15, 9], 50)], ['es insufficient-data too-close']],
  ['each stratum apart', [en, spoken('es', half), spoken('zh', USUAL)], ['es fail', 'zh pass']],
  ['not recorded is a stratum too', [en, spoken('missing', half)], ['missing fail']],
  ['small', [en, spoken('es', half, 200, { patients: 9 })], ['es insufficient-data suppressed']],
  [
    'a small reference',
    [spoken('en', USUAL, 200, { encounters: 3 }), spoken('es', half)],
    ['es insufficient-data suppressed'],
  ],
  ['few', [en, spoken('es', [1, 1, 0, 1, 1, 0], 4)], ['es insufficient-data too-few']],
  ['nothing counted', [en, spoken('es', [0, 0, 0, 0, 0, 0])], ['es insufficient-data too-few']],
  ['one stratum only', [en], ['all not-applicable']],
  [
    'other strata only',
    [spoken('en', USUAL, 200, { by: { stratum: 'sex=male' } })],
    ['all insufficient-data missing-table'],
  ],
  ['none known', [spoken('missing', USUAL)], ['all insufficient-data missing-table']],
  ['no rows', 'audit_event', ['all insufficient-data missing-table']],
  ['an error', new Error('row 3 says …'), ['all error']],
])('%s', async (_, cells, expected) => {
  expect(await told({ cells })).toEqual(expected);
});

test('a warning warns; off is silent', async () => {
  const cells = [en, spoken('es', half)];
  expect(await told({ cells, rule: { severity: 'warn' } })).toEqual(['es warn']);
  expect(await told({ cells, rule: { severity: 'off' } })).toEqual([]);
});

describe('the reference', () => {
  // More of `es` than of `en`; `missing` has most.
  const cells = [
    en,
    spoken(
      'es',
      half.map((n) => 2 * n),
      400,
    ),
    spoken(
      'missing',
      USUAL.map((n) => 5 * n),
      1000,
    ),
  ];

  test.each([
    ['the greatest that is known', {}, {}, 'es'],
    ['what the site says', {}, { references: { language: 'en', sex: 'male' } }, 'en'],
    [
      'what the rule says, before the site',
      { reference: 'missing' },
      { references: { language: 'en' } },
      'missing',
    ],
  ])('is %s', async (_, comparison, options, expected) => {
    const { disparities } = await judgementOf({ cells, comparison, options });
    expect(disparities.map(({ reference }) => reference)).toEqual([expected, expected]);
  });

  test('of equals the smallest name, by bytes', async () => {
    const alike = ['é', 'z', 'Z'].map((language) => spoken(language, USUAL));
    expect((await judgementOf({ cells: alike })).disparities[0]).toMatchObject({ reference: 'Z' });
  });

  test('that nobody is of: cannot tell', async () => {
    const { findings } = await judgementOf({ cells, comparison: { reference: 'fr' } });
    expect(findings).toMatchObject([{ status: 'insufficient-data', reason: 'missing-table', by: {} }]);
    expect(findings[0]!.why).toContain('language=fr');
  });
});

describe('outside the margin, but by chance', () => {
  const odd = spoken('es', [10, 14, 9, 12, 16, 8], 50); // interval 0.589 to 0.9985, p = 0.049
  const rule = { threshold: { between: [0.999, 1.001] as [number, number] } };

  test('alone it counts', async () => {
    expect(await told({ cells: [en, odd], rule })).toEqual(['es fail']);
  });

  test('as one of two it does not: q = 2 × 0.049', async () => {
    const { findings, disparities } = await judgementOf({ cells: [en, odd, spoken('zh', USUAL)], rule });
    expect(findings[0]).toMatchObject({ status: 'insufficient-data', reason: 'too-close' });
    expect(findings[0]!.why).toContain('q = 0.098');
    expect(disparities[0]!.q).toBeCloseTo(2 * disparities[0]!.p!, 12);
  });

  test('what is hidden or too little is not one of those compared', async () => {
    const more = [spoken('zh', USUAL, 200, { patients: 9 }), spoken('vi', [1, 2, 1, 1, 1, 0], 4)];
    const { disparities } = await judgementOf({ cells: [en, odd, ...more, spoken('ko', USUAL)], rule });
    const q = Object.fromEntries(disparities.map((one) => [one.stratum, one.q]));
    // ko has the same sums as zh and is the complement that is hidden with it.
    expect(q).toMatchObject({ vi: null, zh: null });
  });
});

test('significant and tiny is a pass', async () => {
  const cells = [
    spoken('en', USUAL, 200),
    spoken(
      'es',
      USUAL.map((n) => 0.97 * n),
      200,
    ),
  ];
  const { findings, disparities } = await judgementOf({ cells });
  expect(disparities[0]!.q).toBeLessThan(0.001);
  expect(findings[0]!.status).toBe('pass');
});

test('the sentence: ratio, difference, both intervals, both values with n', async () => {
  const { findings } = await judgementOf({ cells: [en, spoken('es', [31, 29, 30, 32, 28, 30])] });
  expect(findings[0]).toMatchObject({
    by: { stratum: 'language=es' },
    unit: 'times the reference',
    numerator: null,
    denominator: 1200,
    value: 0.5,
  });
  expect(findings[0]!.why).toMatchInlineSnapshot(
    `"0.5 times the reference (95% interval 0.469 to 0.533), where between 0.8 times the reference and 1.25 times the reference is asked: the whole interval lies outside it (q under 0.001). language es 15% (n = 1,200); language en 30% (n = 1,200). Difference -15.0 percentage points (95% interval -16.2 to -13.8)."`,
  );
});

test('of those who are missing it says that nobody knows who they are', async () => {
  const { findings } = await judgementOf({ cells: [en, spoken('missing', USUAL)] });
  expect(findings[0]!.why).toContain('it is not known who they are');
});

test('the row of the result, and that of one suppressed', async () => {
  const cells = [en, spoken('es', half), spoken('zh', USUAL, 200, { patients: 9 }), spoken('vi', USUAL, 100)];
  const { disparities } = await judgementOf({ cells });
  expect(disparities.map((one) => [one.stratum, one.suppressed])).toEqual([
    ['es', false],
    // The next smallest goes with it.
    ['vi', true],
    ['zh', true],
  ]);
  expect(disparities[0]).toMatchObject({
    rule: 'r',
    measure: 'm',
    stratifier: 'language',
    reference: 'en',
    by: {},
    ratio: 0.5,
    denominator: 1200,
    referenceDenominator: 1200,
    clinicians: 6,
    small: false,
  });
  expect(disparities[0]!.difference).toBeCloseTo(-0.15, 12);
  expect(disparities[2]).toMatchObject({ ratio: null, p: null, q: null, denominator: null, small: true });
});

test('fewer than 30 of either is flagged', async () => {
  const { disparities } = await judgementOf({ cells: [en, spoken('es', [1, 2, 1, 1, 1, 0], 4)] });
  expect(disparities).toMatchObject([{ small: true, suppressed: false, denominator: 24, q: null }]);
});

describe('other ways of counting', () => {
  const measure = { variants: ['300', '60'], mustAgree: ['60'] };
  const both = (first: number[], second: number[] | null) => [
    spoken('en', USUAL, 200, { variant: '300' }),
    spoken('en', USUAL, 200, { variant: '60' }),
    spoken('es', first, 200, { variant: '300' }),
    ...(second ? [spoken('es', second, 200, { variant: '60' })] : []),
  ];

  test.each([
    ['agree', both(half, half), ['es fail']],
    ['do not', both(half, USUAL), ['es insufficient-data definition-dependent']],
    ['have nothing', both(half, null), ['es insufficient-data too-few']],
  ])('that %s', async (_, cells, expected) => {
    expect(await told({ cells, measure })).toEqual(expected);
  });
});

describe('by tool', () => {
  const rule = { by: 'tool' as const };
  const cells = [
    spoken('en', USUAL, 200, { tool: 'video' }),
    spoken('es', half, 200, { tool: 'video' }),
    spoken('en', USUAL, 200, { tool: 'orders' }),
    spoken('es', USUAL, 200, { tool: 'orders' }),
  ];

  test('each tool apart', async () => {
    expect(await told({ cells, rule })).toEqual(['orders es pass', 'video es fail']);
    const { findings, disparities } = await judgementOf({ cells, rule });
    expect(findings[1]!.by).toEqual({ tool: 'video', stratum: 'language=es' });
    expect(disparities[1]).toMatchObject({ by: { tool: 'video' }, stratum: 'es' });
  });

  test('a tool that the reference never met cannot be told', async () => {
    const only = [...cells, spoken('es', half, 200, { tool: 'translator' })];
    const comparison = { reference: 'en' };
    expect(await told({ cells: only, rule, comparison })).toContain(
      'translator es insufficient-data too-few',
    );
  });

  test('an exception for one tool', async () => {
    const except = [
      { by: { tool: 'video' }, threshold: { between: [0.4, 2.5] as [number, number] }, severity: null },
    ];
    expect(await told({ cells, rule: { ...rule, except } })).toEqual(['orders es pass', 'video es pass']);
  });

  test('unmapped rows, unmapped tools', async () => {
    const unmapped = { cells, rule, options: { unmappedShare: 0.3 } };
    expect(await told(unmapped)).toEqual([
      'orders es insufficient-data unmapped',
      'video es insufficient-data unmapped',
    ]);
    const nameless = [
      spoken('en', USUAL, 200, { tool: 'unmapped' }),
      spoken('es', half, 200, { tool: 'unmapped' }),
    ];
    expect(await told({ cells: nameless, rule })).toEqual(['all insufficient-data missing-table']);
  });
});

test('the disparity itself is no measurement, and what is compared is', async () => {
  const { measurements } = await judgementOf({ cells: [en] });
  expect(new Set(measurements.map(({ measure }) => measure))).toEqual(new Set(['m']));
});
