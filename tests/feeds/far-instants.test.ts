import { parsePeriodEdge } from '../../src/feeds/instant.js';

const cases: [string, 'start' | 'end', string | undefined][] = [
  ['2026-03-03', 'end', '2026-03-04T05:00:00.000Z'],
  ['1753-01-01T00:00:00Z', 'start', '1753-01-01T00:00:00.000Z'],
  ['9999-12-31', 'end', '9999-12-31T23:59:59.999Z'],
  ['9999', 'end', '9999-12-31T23:59:59.999Z'],
  ['9999-12-31T23:59:59-14:00', 'start', '9999-12-31T23:59:59.999Z'],
  ['0000-01-01T00:00:00+14:00', 'start', '0001-01-01T00:00:00.000Z'],
  ['10000-01-01', 'start', undefined],
  ['2026-02-30', 'start', undefined],
  ['2026-00', 'end', undefined],
];

test.each(cases)('%s as a period’s %s', (written, edge, expected) => {
  const found = parsePeriodEdge(written, { edge, timeZone: 'America/New_York' });
  expect(found === undefined ? undefined : new Date(Number(found / 1000n)).toISOString()).toBe(expected);
});
