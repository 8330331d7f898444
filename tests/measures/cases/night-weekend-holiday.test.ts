import { minute, scaled, TOOLS } from './support/log.js';
import { act, type Files, measuredAll, ndjson, SITE } from './support/measured.js';

const SHARES = ['night-share', 'weekend-share', 'holiday-share', 'after-hours-share'];
const shares = async (
  files: Files,
  { variant, ...period }: { variant: string; from?: string; to?: string },
) => {
  const questions = SHARES.map((measure) => ({ measure, variant }));
  return (await measuredAll(questions, { 'tools.yaml': TOOLS, ...files }, period)).map(({ clusters }) =>
    scaled(clusters[''], [3600, 3600]),
  );
};
const site = `${SITE}holidays: [2026-07-03]\n`;
const month = { from: '2026-07-01', to: '2026-07-31' };

/** A minute of July in New York. */
const july = (user: string, when: string) => minute(user, `2026-07-${when}-04:00`);

// One person a row. 8 July is a Wednesday, 11 and 12 are a weekend, the 3rd, a Friday, is a holiday.
const CLOCK: [user: string, when: string, night: number, weekend: number, holiday: number][] = [
  ['evening-1', '08T17:59:59', 0, 0, 0], // though most of its minute is after six
  ['evening-2', '08T18:00:00', 1, 0, 0],
  ['morning-1', '09T05:59:59', 1, 0, 0],
  ['morning-2', '09T06:00:00', 0, 0, 0],
  ['friday-1', '10T23:59:59', 1, 0, 0],
  ['saturday-1', '11T00:00:00', 1, 1, 0],
  ['saturday-2', '11T12:00:00', 0, 1, 0],
  ['sunday-1', '12T23:59:59', 1, 1, 0],
  ['monday-1', '13T00:00:00', 1, 0, 0],
  ['eve-1', '02T23:59:59', 1, 0, 0],
  ['holiday-1', '03T00:00:00', 1, 0, 1],
  ['holiday-2', '03T12:00:00', 0, 0, 1],
  ['holiday-3', '03T23:59:59', 1, 0, 1],
  ['after-1', '04T12:00:00', 0, 1, 0], // the day after it is a Saturday
];
const clockFiles = {
  'site.yaml': site,
  'fhir.ndjson': ndjson(...CLOCK.flatMap(([user, when]) => july(user, when))),
};

test('night, weekend and holiday by the site’s clock: they overlap, and any of them is after hours', async () => {
  const found = await shares(clockFiles, { ...month, variant: '300' });
  for (const [user, , night, weekend, holiday] of CLOCK) {
    const any = Math.max(night, weekend, holiday);
    expect([user, found.map((one) => one[user])]).toEqual([
      user,
      [night, weekend, holiday, any].map((share) => [60 * share, 60]),
    ]);
  }
});

test('a cutoff of 60 s takes a minute, and no more; nobody’s schedule is known', async () => {
  const files = {
    'site.yaml': site,
    'tools.yaml': TOOLS,
    'fhir.ndjson': ndjson(
      act('18:00:00'), // 60
      act('18:01:00'), // 60.000001
      act('18:02:00.000001', { observer: 'own' }), // ours: 9.999999
      act('18:02:10'), // the last
    ),
  };
  const nights = await measuredAll(
    ['300', '60', 'scheduled-300'].map((variant) => ({ measure: 'night-share', variant })),
    files,
    month,
  );
  expect(nights.map(({ clusters }) => scaled(clusters[''], [3600, 3600]))).toEqual([
    { d1: [120.000001, 120.000001] },
    { d1: [60, 60] },
    {},
  ]);
});

describe('missing', () => {
  const missing = async (files: Files, period = {}) =>
    (
      await measuredAll(
        SHARES.slice(0, 3).map((measure) => ({ measure })),
        files,
        period,
      )
    ).map((one) => one.missing);
  const log = (...whens: string[]) => ({
    'fhir.ndjson': ndjson(...whens.flatMap((when) => july('d1', when))),
  });

  test('no time zone: all of them', async () => {
    expect(
      await missing({ 'site.yaml': 'minClinicians: 1\n', ...log('01T09:00:00', '31T09:00:00') }, month),
    ).toEqual(['time-zone', 'time-zone', 'time-zone']);
  });

  test('no weekend, and no holiday, that both the period and the log hold: not 0 %', async () => {
    // The log covers Monday to Friday, 6 to 10 July, the period all of the month, with the holiday of the 3rd.
    expect(await missing({ 'site.yaml': site, ...log('06T09:00:00', '10T09:00:00') }, month)).toEqual([
      null,
      'weekends',
      'holidays',
    ]);
    // The log covers all, the period does not.
    const week = { from: '2026-07-06', to: '2026-07-10' };
    expect(await missing({ 'site.yaml': site, ...log('01T09:00:00', '31T09:00:00') }, week)).toEqual([
      null,
      'weekends',
      'holidays',
    ]);
    expect(await missing(log('01T09:00:00', '31T09:00:00'), month)).toEqual([null, null, 'holidays']);
  });
});
