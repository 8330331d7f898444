import fc from 'fast-check';
import { askAll, byPerson } from './support/ask.js';
import { type Files, type Found, type Question, shuffled } from './support/measured.js';
import { alertLogs } from './support/random-alerts.js';
import { clinics } from './support/random-clinic.js';

/** What must hold of alerts, answers and rows of any log whatever. Each run reads its log three times. */
const RUNS = 12;

const QUESTIONS = {
  acted: { measure: 'acted-on-share' },
  overridden: { measure: 'override-rate', variant: 'answered' },
  notActedOn: { measure: 'override-rate', variant: 'all' },
  answered: { measure: 'response-coverage' },
  dwell: { measure: 'dwell-time' },
  fast: { measure: 'dwell-under-3-s' },
  interrupting: { measure: 'interruptive-share' },
  day: { measure: 'repeat-share', variant: '86400' },
  year: { measure: 'repeat-share', variant: '31536000' },
  actedByKey: { measure: 'acted-on-share', by: 'alert_key' },
  actedByTool: { measure: 'acted-on-share', by: 'tool' },
  alerts: { measure: 'alerts-per-encounter' },
  daily: { measure: 'alerts-per-clinician-day' },
  logged: { measure: 'logged-actions-per-encounter' },
  interactions: { measure: 'interactions-per-encounter' },
  tools: { measure: 'tools-per-encounter' },
  long: { measure: 'ehr-time-per-encounter', variant: '300' },
  middle: { measure: 'ehr-time-per-encounter', variant: '180' },
  short: { measure: 'ehr-time-per-encounter', variant: '60' },
  activity: { measure: 'activity-share', by: 'activity', variant: '300' },
} satisfies Record<string, Question>;

type Answers = Record<keyof typeof QUESTIONS, Found>;
type Sums = Record<string, [number, number]>;

const EPSILON = 1e-9;

/** A numerator of each cluster; 0 where it has no denominator. */
const numerator = (sums: Sums, cluster: string) => sums[cluster]?.[0] ?? 0;
const total = (sums: Record<string, [number, number]>, at: 0 | 1) =>
  Object.values(sums).reduce((sum, one) => sum + one[at], 0);

/** Accepted, overridden and unanswered are all alerts; no part is more than its whole. */
function expectAnswers(found: Answers): void {
  const [acted, overridden, notActedOn, answered] = (
    ['acted', 'overridden', 'notActedOn', 'answered'] as const
  ).map((name) => byPerson(found[name])) as [Sums, Sums, Sums, Sums];
  const [fast, day, year] = (['fast', 'day', 'year'] as const).map((name) => byPerson(found[name])) as [
    Sums,
    Sums,
    Sums,
  ];
  for (const [cluster, [accepted, alerts]] of Object.entries(acted)) {
    const unanswered = alerts - answered[cluster]![0];
    expect(accepted + numerator(overridden, cluster) + unanswered).toBe(alerts);
    expect(numerator(overridden, cluster) + unanswered).toBe(notActedOn[cluster]![0]);
    expect(overridden[cluster]?.[1] ?? 0).toBe(answered[cluster]![0]);
    for (const sums of [notActedOn, answered, day, year]) expect(sums[cluster]![1]).toBe(alerts);
    expect(fast[cluster]?.[1] ?? 0).toBeLessThanOrEqual(answered[cluster]![0]);
    expect(numerator(fast, cluster)).toBeLessThanOrEqual(fast[cluster]?.[1] ?? 0);
    expect(day[cluster]![0]).toBeLessThanOrEqual(year[cluster]![0]);
    // The first alert of all repeats nothing.
    expect(year[cluster]![0]).toBeLessThan(alerts);
    const known = byPerson(found.interrupting)[cluster]?.[1] ?? 0;
    expect(known).toBeLessThanOrEqual(alerts);
    // Each alert belongs to at most one encounter; a day's alerts are all of them.
    const days = byPerson(found.daily)[cluster];
    if (days) expect(days[0]).toBe(alerts);
  }
  const seconds = found.dwell.values[''] ?? [];
  expect(total(fast, 1)).toBe(seconds.length);
  expect(total(fast, 0)).toBe(seconds.filter((one) => one < 3).length);
  expect(total(byPerson(found.alerts), 0)).toBeLessThanOrEqual(total(acted, 1));
  // By key each alert is in one place, those without a key too; by tool, in at most one.
  for (const at of [0, 1] as const) {
    expect(total(found.actedByKey.sums, at)).toBe(total(acted, at));
    expect(total(found.actedByTool.sums, at)).toBeLessThanOrEqual(total(acted, at));
  }
}

function expectActions(found: Answers): void {
  const [long, middle, short] = (['long', 'middle', 'short'] as const).map((name) =>
    byPerson(found[name]),
  ) as [Sums, Sums, Sums];
  for (const [cluster, [logged, encounters]] of Object.entries(byPerson(found.logged))) {
    const of = (name: 'interactions' | 'tools') => byPerson(found[name])[cluster]!;
    for (const name of ['interactions', 'tools'] as const) {
      expect(of(name)[0]).toBeLessThanOrEqual(logged);
      expect(of(name)[1]).toBe(encounters);
    }
    expect(short[cluster]![0]).toBeLessThanOrEqual(middle[cluster]![0] + EPSILON);
    expect(middle[cluster]![0]).toBeLessThanOrEqual(long[cluster]![0] + EPSILON);
    // Five minutes a row, at most.
    expect(long[cluster]![0]).toBeLessThanOrEqual(5 * logged + EPSILON);
  }
  const parts: Record<string, number> = {};
  const whole: Record<string, number> = {};
  for (const activity of Object.keys(found.activity.clusters))
    for (const [person, [part, all]] of Object.entries(byPerson(found.activity, activity))) {
      parts[person] = (parts[person] ?? 0) + part;
      whole[person] ??= all;
      expect(whole[person]).toBe(all);
    }
  for (const [person, part] of Object.entries(parts))
    expect(part).toBeLessThanOrEqual(whole[person]! + EPSILON);
}

/** Each line twice; headers once. */
const doubled = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      if (name.endsWith('.yaml')) return [name, text];
      const lines = text.trimEnd().split('\n');
      const head = name.endsWith('.csv') ? lines.splice(0, 1) : [];
      return [name, `${[...head, ...lines, ...lines].join('\n')}\n`];
    }),
  );

/** Something of each was seen: a law about nothing would hold. */
const seen = new Set<string>();

test('laws of alerts, answers, actions and time', async () => {
  await fc.assert(
    fc.asyncProperty(clinics, alertLogs, fc.nat({ max: 20 }), async (clinic, alerts, turn) => {
      const files = { ...clinic, ...alerts };
      const found = await askAll(QUESTIONS, files);
      for (const [name, one] of Object.entries(found)) {
        const some = Object.values(one.sums).some(([part]) => part > 0);
        if (some || Object.values(one.values).some((all) => all.length > 0)) seen.add(name);
      }
      expectAnswers(found);
      expectActions(found);
      expect(await askAll(QUESTIONS, shuffled(files, turn))).toEqual(found);
      expect(await askAll(QUESTIONS, doubled(files))).toEqual(found);
    }),
    { seed: 27, numRuns: RUNS, endOnFailure: true },
  );
  expect([...seen].sort()).toEqual(Object.keys(QUESTIONS).sort());
});
