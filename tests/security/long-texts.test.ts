import { type Chart, chartOf, event, ordinaryChart } from './support/charts.js';
import { HostileSite } from './support/hostile-site.js';

let site: HostileSite;

beforeAll(async () => {
  site = await HostileSite.start({ patienceMs: 60_000 });
});

afterAll(() => HostileSite.stopAll());

const who = (reference: string) => {
  const one = event({ who: reference });
  (one.agent as { who: Record<string, unknown> }[])[0]!.who.type = 'Practitioner';
  return one;
};

type Long = (length: number) => string;

/** What a careless pattern would take for ever over. */
const texts: [string, Long][] = [
  ['slashes', (n) => '/'.repeat(n)],
  ['versions', (n) => '/_history/'.repeat(n / 10)],
  ['types', (n) => '/Patient'.repeat(n / 8)],
  ['digits', (n) => `2026-03-03T12:00:00.${'1'.repeat(n)}`],
  ['spaces', (n) => `a${' '.repeat(n)}b`],
  ['new lines', (n) => `${'\n'.repeat(n)}x`],
  ['schemes', (n) => 'http://'.repeat(n / 7)],
  ['dots', (n) => '.'.repeat(n)],
  ['colons', (n) => 'a:'.repeat(n / 2)],
];
/** Not mended yet; shorter, for they take so long. */
const pending: [string, Long][] = [
  ['letters', (n) => 'A'.repeat(n / 3)],
  ['queries', (n) => `${'/Aa?'.repeat(n / 12)}\n`],
  ['identifiers', (n) => '?identifier='.repeat(n / 5)],
];

/** CPU time, not the clock’s: another program’s load does not count. */
async function cpuSeconds(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  return process.cpuUsage(before).user / 1e6;
}

const LENGTH = 100_000;
const MOST_SECONDS = 1;

const isQuick = async (name: string, long: Long) => {
  const text = long(LENGTH);
  const ordinary = ordinaryChart();
  const charts: Chart[] = [
    chartOf('plain', [who(text), event({ who: 'Practitioner/2' })]),
    chartOf('plain', [event({ tool: text }), { ...event(), recorded: text }]),
    { ...ordinary, Encounter: [{ ...ordinary.Encounter[0], period: { start: text, end: text } }] },
  ];
  for (const chart of charts) {
    site.chart = chart;
    // What takes for ever does so each time; a busy machine is slow now and then.
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 4 && least >= MOST_SECONDS; tries += 1)
      least = Math.min(least, await cpuSeconds(() => site.open()));
    expect([name, least < MOST_SECONDS]).toEqual([name, true]);
  }
};

describe('ReDoS: 100 kB in a reference, an instant or a name take no time', () => {
  beforeAll(() => site.open());
  test.each(texts)('%s', isQuick);
  test.each(pending)('%s', isQuick);
});
