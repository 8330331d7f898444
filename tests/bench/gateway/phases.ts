import type { Target } from './hook-call.js';
import { type JournalCheck, journalCheck } from './journal-check.js';
import { closedLoop, type Latencies, openLoop, quantile, type Steady } from './load.js';
import { type GatewayProcess, told } from './processes.js';

export interface Extent {
  /** Slices of each target and their seconds: all are measured in turn, so that the machine's mood is shared. */
  rounds: number;
  sliceSeconds: number;
  /** Before the first slice of a target; before each of the others half a second. */
  warmSeconds: number;
}

const AGAIN_WARM_SECONDS = 0.5;
const PER_SECOND = 200;
const CLIENTS = 16;

export const tokensOfSteady = ({ rounds, sliceSeconds, warmSeconds }: Extent): number =>
  PER_SECOND * (rounds * (sliceSeconds + AGAIN_WARM_SECONDS) + warmSeconds);

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Each target in turn, and in another order each round. */
async function inTurn<T extends { name: string }>(
  targets: readonly T[],
  { rounds }: Extent,
  slice: (target: T, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1)
    for (const target of round % 2 === 0 ? targets : [...targets].reverse()) {
      say(`  round ${round + 1} of ${rounds}: ${target.name}`);
      await slice(target, round);
    }
}

/** Milliseconds of each call at a fixed rate, by target. */
export async function steady(targets: readonly Target[], extent: Extent): Promise<Map<string, Steady>> {
  const found = new Map<string, Steady>(targets.map(({ name }) => [name, { latencies: [], late: [] }]));
  await inTurn(targets, extent, async (target, round) => {
    const warmSeconds = round === 0 ? extent.warmSeconds : AGAIN_WARM_SECONDS;
    const { latencies, late } = await openLoop(target, {
      perSecond: PER_SECOND,
      seconds: extent.sliceSeconds,
      warmSeconds,
    });
    found.get(target.name)!.latencies.push(...latencies);
    found.get(target.name)!.late.push(...late);
  });
  return found;
}

export interface Most {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
}

/** As much as each target can do for so many clients. `prepare` makes ready what a target needs for a slice. */
export async function most(
  targets: readonly Target[],
  extent: Extent,
  prepare: (target: Target, seconds: number) => Promise<void>,
): Promise<Map<string, Most>> {
  const all = new Map(
    targets.map(({ name }) => [name, { calls: 0, seconds: 0, latencies: [] as Latencies }]),
  );
  await inTurn(targets, extent, async (target, round) => {
    const warmSeconds = round === 0 ? extent.warmSeconds : AGAIN_WARM_SECONDS;
    await prepare(target, extent.sliceSeconds + warmSeconds);
    const { calls, seconds, latencies } = await closedLoop(target, {
      clients: CLIENTS,
      seconds: extent.sliceSeconds,
      warmSeconds,
    });
    const sum = all.get(target.name)!;
    sum.calls += calls;
    sum.seconds += seconds;
    for (const one of latencies) sum.latencies.push(one);
  });
  return new Map(
    [...all].map(([name, { calls, seconds, latencies }]) => [
      name,
      { perSecond: calls / seconds, p99: quantile(latencies, 0.99) },
    ]),
  );
}

/** What one process verifies and signs in a second. */
export async function verifiedAndSigned(seconds: number): Promise<number> {
  return (await told<{ rate: number }>('verify-and-sign.mjs', [seconds])).message.rate;
}

export interface Endurance extends JournalCheck {
  calls: number;
  /** MiB after each hundredth. */
  memory: number[];
  dropped: number;
}

const SAMPLES = 100;

/** So many calls through a gateway that has answered none before; then it is ended and its journal read. */
export async function endurance(gateway: GatewayProcess, target: Target, calls: number): Promise<Endurance> {
  const answered = new Set<string>();
  const memory: number[] = [];
  await closedLoop(target, {
    clients: CLIENTS,
    calls,
    answered: (instance) => {
      answered.add(instance);
      if (answered.size % (calls / SAMPLES) === 0) memory.push(gateway.memory());
      if (answered.size % (calls / 10) === 0)
        say(`  ${answered.size} calls: ${memory.at(-1)!.toFixed(0)} MiB`);
    },
  });
  const dropped = await gateway.metric('mission_audit_cds_journal_dropped');
  await gateway.stop();
  return { calls: answered.size, memory, dropped, ...journalCheck(gateway.store, answered) };
}
