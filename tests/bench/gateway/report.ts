import { quantile, type Steady } from './load.js';
import type { Endurance, Most } from './phases.js';

export interface Measured {
  /** By target; the first is direct. */
  steady: Map<string, Steady>;
  most: Map<string, Most>;
  /** Times a second that one process verifies and signs. */
  verifySign: number;
  endurance: Endurance;
}

export const NAMES = {
  direct: 'direct',
  bare: 'bare pass-through',
  plain: 'gateway, no JWT',
  jwts: 'gateway, both JWTs',
} as const;

const QUANTILES = [0.5, 0.9, 0.99] as const;
const GROWTH = 1.1;

const ms = (value: number): string => `${value.toFixed(2)} ms`;
const times = (value: number): string => value.toFixed(2);
const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

function added({ steady }: Measured, name: string, q: number): number {
  const at = (one: string) => quantile(steady.get(one)!.latencies, q);
  return at(name) - at(NAMES.direct);
}

function steadyTable(measured: Measured): string {
  const rows = [...measured.steady].map(([name, { latencies, late }]) => {
    const own = QUANTILES.map((q) => ms(quantile(latencies, q)));
    const more = QUANTILES.map((q) => (name === NAMES.direct ? '' : ms(added(measured, name, q))));
    return `| ${name} | ${whole(latencies.length)} | ${[...own, ...more].join(' | ')} | ${ms(quantile(late, 0.99))} |`;
  });
  return `| 200 requests/s | calls | p50 | p90 | p99 | added, p50 | added, p90 | added, p99 | of it sent late, p99 |
|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}`;
}

function mostTable({ most, verifySign }: Measured): string {
  const bare = most.get(NAMES.bare)!.perSecond;
  const rows = [...most].map(([name, { perSecond, p99 }]) => {
    const floor = name === NAMES.jwts ? '' : times(perSecond / bare);
    const bound = name === NAMES.jwts ? times(perSecond / verifySign) : '';
    return `| ${name} | ${whole(perSecond)} | ${ms(p99)} | ${floor} | ${bound} |`;
  });
  return `| 16 clients | requests/s | p99 | ÷ bare | ÷ verify + sign |
|---|---|---|---|---|
${rows.join('\n')}
| verify + sign alone, 16 in flight | ${whole(verifySign)} | | | 1.00 |`;
}

const COLUMNS = 10;

/** Memory goes up and down as garbage is collected, so the lowest and the highest of each tenth say more than its last. */
function memoryTable({ endurance: { calls, memory } }: Measured): string {
  const tenths = Array.from({ length: COLUMNS }, (_, n) => {
    const size = memory.length / COLUMNS;
    return memory.slice(n * size, (n + 1) * size);
  });
  const row = (name: string, cells: string[]) => `| ${name} | ${cells.join(' | ')} |`;
  return `${row(
    'calls',
    tenths.map((_, n) => whole((calls * (n + 1)) / COLUMNS)),
  )}
|${'---|'.repeat(COLUMNS + 1)}
${row(
  'memory, lowest, MiB',
  tenths.map((tenth) => whole(Math.min(...tenth))),
)}
${row(
  'highest, MiB',
  tenths.map((tenth) => whole(Math.max(...tenth))),
)}`;
}

/** At one instant, and by the highest of each half: the instant alone depends on when garbage was last collected. */
function memoryAims({ endurance: { calls, memory } }: Measured): Aim[] {
  const half = memory.length / 2;
  const halves = Math.max(...memory.slice(half)) / Math.max(...memory.slice(0, half));
  const instants = memory.at(-1)! / memory[memory.length / 5 - 1]!;
  const flat = `memory flat: after ${whole(calls)} calls`;
  return [
    {
      aim: `${flat} ≤ 1.10 of that after ${whole(calls / 5)}`,
      found: times(instants),
      reached: instants <= GROWTH,
    },
    {
      aim: `${flat} the highest of the second half ≤ 1.10 of that of the first`,
      found: times(halves),
      reached: halves <= GROWTH,
    },
  ];
}

const isWhole = ({ calls, lines, lost, dropped }: Endurance): boolean =>
  lost === 0 && lines === calls && dropped === 0;

/** Nothing of what was answered is missing from the journal. */
export const nothingLost = ({ endurance }: Measured): boolean => isWhole(endurance);

interface Aim {
  aim: string;
  found: string;
  reached: boolean;
}

function aims(measured: Measured): Aim[] {
  const atMost = (name: string, q: number, limit: number): Aim => {
    const value = added(measured, name, q);
    return {
      aim: `${name}: added p${q * 100} ≤ ${limit} ms`,
      found: ms(value),
      reached: value <= limit,
    };
  };
  const { most, endurance } = measured;
  const share = most.get(NAMES.plain)!.perSecond / most.get(NAMES.bare)!.perSecond;
  return [
    atMost(NAMES.jwts, 0.5, 2),
    atMost(NAMES.jwts, 0.99, 5),
    atMost(NAMES.plain, 0.5, 0.5),
    { aim: `${NAMES.plain}: rate ≥ 0.60 of the bare one`, found: times(share), reached: share >= 0.6 },
    ...memoryAims(measured),
    {
      aim: 'nothing lost: every answered call in the journal, none dropped',
      found: `${whole(endurance.lines)} of ${whole(endurance.calls)} in the journal, ${endurance.lost} lost, ${endurance.dropped} dropped`,
      reached: isWhole(endurance),
    },
  ];
}

/** The Markdown of docs/benchmarks.md. */
export function report(measured: Measured): string {
  const rows = aims(measured).map(
    ({ aim, found, reached }) => `| ${aim} | ${found} | ${reached ? 'reached' : '**missed**'} |`,
  );
  return `${steadyTable(measured)}

${mostTable(measured)}

${memoryTable(measured)}

| aim | measured | |
|---|---|---|
${rows.join('\n')}`;
}
