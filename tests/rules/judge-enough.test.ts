import { around, cell } from './support/cells.js';
import { type Case, small, statusesOf } from './support/judging.js';

// Whether there is enough to judge on, and enough to show.
const cases: [string, Case, string][] = [
  ['no rows', { cells: [] }, 'insufficient-data too-few'],
  [
    'four clusters',
    {
      cells: [
        cell([
          [10, 50],
          [10, 50],
          [10, 50],
          [11, 50],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  [
    'empty clusters do not count',
    {
      cells: [
        cell([
          [9, 50],
          [9, 50],
          [9, 50],
          [9, 50],
          [0, 0],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  [
    'four are enough for some',
    {
      cells: [
        cell([
          [10, 50],
          [10, 50],
          [10, 50],
          [11, 50],
        ]),
      ],
      rule: { needs: { clinicians: 4, effective: 3, units: 30 } },
    },
    'pass',
  ],
  [
    'one cluster never is',
    { cells: [cell([[10, 50]])], rule: { needs: { clinicians: 1, effective: 1, units: 1 } } },
    'insufficient-data too-few',
  ],
  [
    'one clinician makes up nearly all',
    {
      cells: [
        cell([
          [100, 900],
          [1, 9],
          [1, 9],
          [1, 9],
          [1, 9],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  [
    '29 units',
    {
      cells: [
        cell([
          [1, 6],
          [1, 6],
          [1, 6],
          [1, 6],
          [1, 5],
        ]),
      ],
    },
    'insufficient-data too-few',
  ],
  [
    '30 units',
    {
      cells: [
        cell([
          [1, 6],
          [1, 6],
          [1, 6],
          [1, 6],
          [1, 6],
        ]),
      ],
    },
    'pass',
  ],
  ['ten encounters', { cells: [around(0.3, small)] }, 'insufficient-data suppressed'],
  ['ten patients', { cells: [around(0.3, { patients: 10 })] }, 'insufficient-data suppressed'],
  ['four clinicians', { cells: [around(0.3, { clinicians: 4 })] }, 'insufficient-data suppressed'],
  ['eleven and five', { cells: [around(0.3, { encounters: 11, patients: 11, clinicians: 5 })] }, 'pass'],
  [
    'a lower smallest group',
    { cells: [around(0.3, { clinicians: 2 })], options: { minClinicians: 2 } },
    'pass',
  ],
];

test.each(cases)('%s', async (_, given, expected) => {
  expect(await statusesOf(given)).toBe(expected);
});
