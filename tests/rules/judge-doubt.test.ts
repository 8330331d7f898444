import { around, cell } from './support/cells.js';
import { type Case, findingsOf, perTool, statusesOf, tool } from './support/judging.js';

const idle = { variants: ['300', '60'], mustAgree: ['60'] };

// What keeps a verdict from being given, other than too little data.
const cases: [string, Case, string][] = [
  ['a table without rows', { cells: 'audit_event' }, 'insufficient-data missing-table'],
  [
    'a baseline',
    { rule: { threshold: { 'at-most': { times: 2, of: 'baseline' } } } },
    'insufficient-data missing-table',
  ],
  ['an error', { cells: new Error('row of Mr Miller') }, 'error'],
  [
    'a share above 1',
    {
      cells: [
        cell([
          [9, 5],
          [9, 9],
          [9, 9],
          [9, 9],
          [9, 9],
        ]),
      ],
    },
    'error',
  ],
  ['a measure that is not there', { rule: { measure: 'n' } }, 'error'],
  ['no tool', { cells: [], rule: perTool }, 'not-applicable'],
  [
    'only what belongs to no tool',
    { cells: [around(0.3, tool('unmapped')), around(0.3, tool(''))], rule: perTool },
    'not-applicable',
  ],
  ['off', { rule: { severity: 'off' } }, ''],
  [
    'much unmapped, per tool',
    { cells: [around(0.3, tool('a'))], rule: perTool, options: { unmappedShare: 0.21 } },
    'insufficient-data unmapped',
  ],
  [
    'much unmapped and no tool',
    { cells: [], rule: perTool, options: { unmappedShare: 0.21 } },
    'insufficient-data unmapped',
  ],
  [
    'a fifth unmapped',
    { cells: [around(0.3, tool('a'))], rule: perTool, options: { unmappedShare: 0.2 } },
    'pass',
  ],
  [
    'much unmapped, of one tool',
    { rule: { where: { tool: ['a'] } }, options: { unmappedShare: 0.21 } },
    'insufficient-data unmapped',
  ],
  ['much unmapped, whole site', { options: { unmappedShare: 0.21 } }, 'pass'],
  [
    'much unmapped, of alerts',
    {
      cells: [around(0.3, tool('a'))],
      rule: perTool,
      measure: { needs: ['alert'] },
      options: { unmappedShare: 0.21 },
    },
    'pass',
  ],
  [
    'nothing to map',
    { cells: [around(0.3, tool('a'))], rule: perTool, options: { unmappedShare: null } },
    'pass',
  ],
  [
    'cutoffs agree',
    { cells: [around(0.3, { variant: '300' }), around(0.2, { variant: '60' })], measure: idle },
    'pass',
  ],
  [
    'cutoffs differ',
    { cells: [around(0.3, { variant: '300' }), around(0.7, { variant: '60' })], measure: idle },
    'insufficient-data definition-dependent',
  ],
  [
    'a cutoff is too close',
    { cells: [around(0.3, { variant: '300' }), around(0.5, { variant: '60' })], measure: idle },
    'insufficient-data definition-dependent',
  ],
  [
    'a cutoff gave nothing',
    { cells: [around(0.3, { variant: '300' })], measure: idle },
    'insufficient-data too-few',
  ],
  [
    'a cutoff has too few units',
    { cells: [around(0.3, { variant: '300' }), around(0.2, { variant: '60' }, 4)], measure: idle },
    'insufficient-data too-few',
  ],
  [
    'a cutoff has too few units and would differ',
    { cells: [around(0.3, { variant: '300' }), around(1, { variant: '60' }, 4)], measure: idle },
    'insufficient-data too-few',
  ],
  [
    'one cutoff has too few units, another differs',
    {
      cells: [
        around(0.3, { variant: '300' }),
        around(0.2, { variant: '180' }, 4),
        around(0.7, { variant: '60' }),
      ],
      measure: { variants: ['300', '180', '60'], mustAgree: ['180', '60'] },
    },
    'insufficient-data definition-dependent',
  ],
  [
    'a variant that is only shown',
    {
      cells: [around(0.3, { variant: '300' }), around(0.7, { variant: '60' })],
      measure: { variants: ['300', '60'] },
    },
    'pass',
  ],
];

test.each(cases)('%s', async (_, given, expected) => {
  expect(await statusesOf(given)).toBe(expected);
});

test('a variant with too little is named, without its figures', async () => {
  const cells = [around(0.3, { variant: '300' }), around(0.2, { variant: '60' }, 4)];
  const [finding] = await findingsOf({ cells, measure: idle });
  expect(finding!.why).toMatch(/with a 60-second idle cutoff there is too little to judge/);
  expect(finding!.why).not.toContain('24');
});
