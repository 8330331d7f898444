import { setImmediate, setTimeout } from 'node:timers/promises';
import { Connection } from './connection.js';
import { hookCall, type Target } from './hook-call.js';

/** Milliseconds of each call. */
export type Latencies = number[];

export interface Steady {
  latencies: Latencies;
  /** Milliseconds by which each call was sent late: the generator's own fault, and part of its latency. */
  late: number[];
}

/** A timer may come more than a millisecond late: the last of the way is waited for awake. */
const AWAKE_MS = 1.5;

async function until(instant: number): Promise<void> {
  for (;;) {
    const left = instant - performance.now();
    if (left <= 0) return;
    if (left > AWAKE_MS + 1) await setTimeout(Math.floor(left - AWAKE_MS));
    else await setImmediate();
  }
}

export interface OpenLoopOptions {
  perSecond: number;
  seconds: number;
  /** What is due in these first seconds is not in the result. */
  warmSeconds: number;
}

/** More than are in use at once, unless something waits. */
const CONNECTIONS = 8;

/**
 * Calls that come whether the one before was answered or not, as many clinicians make them. Each is measured from the
 * instant for which it was due, so that a wait which holds up the next calls counts for them too.
 */
export async function openLoop(
  target: Target,
  { perSecond, seconds, warmSeconds }: OpenLoopOptions,
): Promise<Steady> {
  const idle = Array.from({ length: CONNECTIONS }, () => new Connection(target.port));
  const one = async (): Promise<number> => {
    const call = hookCall(target);
    if (!call) throw new Error('too few tokens were prepared');
    const connection = idle.pop() ?? new Connection(target.port);
    await connection.ask(call.bytes);
    const ended = performance.now();
    idle.push(connection);
    return ended;
  };
  const latencies: Latencies = [];
  const late: number[] = [];
  const begin = performance.now() + 10;
  const counted = warmSeconds * perSecond;
  const calls: Promise<void>[] = [];
  for (let n = 0; n < counted + seconds * perSecond; n += 1) {
    const due = begin + (n * 1000) / perSecond;
    await until(due);
    if (n >= counted) late.push(performance.now() - due);
    const call = one().then((ended) => {
      if (n >= counted) latencies.push(ended - due);
    });
    // One that fails is told below, with the others.
    call.catch(() => {});
    calls.push(call);
  }
  await Promise.all(calls);
  for (const connection of idle) connection.close();
  return { latencies, late };
}

export interface ClosedLoopOptions {
  clients: number;
  seconds?: number;
  warmSeconds?: number;
  /** So many calls in all, in place of a time. */
  calls?: number;
  /** Is told of each answer, by its call's hookInstance. */
  answered?: (instance: string) => void;
}

export interface Rate {
  calls: number;
  seconds: number;
  latencies: Latencies;
}

/** Clients that each send the next call once the last was answered: as much as the target can do. */
export async function closedLoop(
  target: Target,
  { clients, seconds = Number.POSITIVE_INFINITY, warmSeconds = 0, calls, answered }: ClosedLoopOptions,
): Promise<Rate> {
  const from = performance.now() + warmSeconds * 1000;
  const to = from + seconds * 1000;
  const latencies: Latencies = [];
  let sent = 0;
  let last = from;
  const client = async () => {
    const connection = new Connection(target.port);
    for (;;) {
      const began = performance.now();
      if (began >= to || (calls !== undefined && sent >= calls)) break;
      sent += 1;
      const call = hookCall(target);
      if (!call) break;
      await connection.ask(call.bytes);
      const ended = performance.now();
      answered?.(call.instance);
      if (ended < from || ended >= to) continue;
      latencies.push(ended - began);
      last = ended;
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { calls: latencies.length, seconds: (last - from) / 1000, latencies };
}

export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)]!;
}
