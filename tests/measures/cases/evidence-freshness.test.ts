import { ALERT, csv, type Files, fired, measured, shuffled } from './support/measured.js';

const reviewed = (key: string, day: string) =>
  `  - {key: ${key}, evidence: {citation: c, reviewed: ${day}}}\n`;

// All fire on 8 July 2026. "edge" was reviewed 24 months before to the day: fresh. "old" a day earlier: not. "since" was
// reviewed after the firing: fresh. "month" has no day, "none" no date: not known, in neither.
const files: Files = {
  'alerts.yaml': `alerts:\n${reviewed('edge', '2024-07-08')}${reviewed('old', '2024-07-07')}${reviewed('since', '2026-11-01')}${reviewed('month', '2026-05')}`,
  'tools.yaml': 'version: 1\nnotPeople: ["Practitioner/robot"]\n',
  'alert.csv': csv(
    ALERT,
    fired('a1', '09:00:00', { key: 'edge' }),
    fired('a2', '09:05:00', { key: 'edge' }),
    fired('a2', '09:05:00', { key: 'edge' }),
    fired('b1', '09:00:00', { key: 'old' }),
    fired('c1', '09:00:00', { key: 'since', user: 'd2' }),
    fired('m1', '09:00:00', { key: 'month' }),
    fired('n1', '09:00:00', { key: 'none' }),
    fired('r1', '09:00:00', { key: 'old', user: 'robot' }),
  ),
};

test('fresh firings ÷ firings with a known day: firings, not episodes', async () => {
  // a1 and a2 are one episode and two firings; a2 is there twice. 3 of 4.
  const found = await measured('evidence-freshness', files);
  expect(found.sums['']).toEqual([3, 4]);
  expect(found.clusters['']).toEqual({ 'Practitioner/d1': [2, 3], 'Practitioner/d2': [1, 1] });
});

test('each firing by its own site day: an episode over midnight is fresh before and stale after', async () => {
  // 23:59 in New York is 9 July in UTC: the site day is the 8th, and 24 months before it is the day of review.
  const midnight = {
    ...files,
    'alert.csv': csv(
      ALERT,
      fired('a1', '23:59:00', { key: 'edge' }),
      fired('a2', '2026-07-09T00:01:00-04:00', { key: 'edge' }),
    ),
  };
  expect((await measured('evidence-freshness', midnight)).sums['']).toEqual([1, 2]);
  // A period that begins on the 9th has only the second firing, though its episode began before.
  expect(
    (await measured('evidence-freshness', midnight, { from: '2026-07-09', to: '2026-07-09' })).sums[''],
  ).toEqual([0, 1]);
});

test('24 months before a 29 February is a 28 February', async () => {
  const leap = {
    'alerts.yaml': `alerts:\n${reviewed('k', '2026-02-28')}${reviewed('j', '2026-02-27')}`,
    'alert.csv': csv(
      ALERT,
      fired('a', '2028-02-29T09:00:00-05:00'),
      fired('b', '2028-02-29T09:00:00-05:00', { key: 'j' }),
    ),
  };
  expect((await measured('evidence-freshness', leap)).sums['']).toEqual([1, 2]);
});

test.each([1, 4])('neither the order of input nor an unrelated alert matters (%i)', async (turn) => {
  const more = `${files['alert.csv']}${fired('z', '11:00:00', { key: 'none', user: 'd9' })}\n`;
  expect(await measured('evidence-freshness', shuffled({ ...files, 'alert.csv': more }, turn))).toEqual(
    await measured('evidence-freshness', files),
  );
});
