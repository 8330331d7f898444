import type { Status } from '../../src/result.js';
import { badgeOf, rankOf, statuses, toneOf, wordOf, worstFirst } from '../../src/wording/statuses.js';

test('mark and word of each status differ from those of every other', () => {
  for (const part of ['mark', 'word'] as const)
    expect(new Set(statuses.map((entry) => entry[part])).size).toBe(statuses.length);
});

test('the worst comes first, what is alike keeps its order', () => {
  const items = (['pass', 'fail', 'insufficient-data', 'fail', 'warn'] as const).map((status, at) => ({
    status,
    at,
  }));
  expect(worstFirst(items).map(({ at }) => at)).toEqual([1, 3, 4, 2, 0]);
});

test('a status that nobody knows is shown as an error', () => {
  const odd = 'on-fire' as Status;
  expect([toneOf(odd), wordOf(odd), badgeOf(odd), rankOf(odd)]).toEqual([
    'error',
    'error',
    '# error',
    rankOf('error'),
  ]);
});
