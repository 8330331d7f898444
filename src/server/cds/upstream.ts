import type { Writable } from 'node:stream';
import CircuitBreaker from 'opossum';
import { type Dispatcher, Pool } from 'undici';
import { GatewayProblem } from './gateway-problem.js';
import type { CdsUpstream } from './options.js';

export type Headers = Record<string, string | string[] | undefined>;

/** A whole answer. */
export interface UpstreamAnswer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** One that is larger than is held here: passed on as it comes. */
export interface StreamedAnswer {
  status: number;
  headers: Headers;
  /** Passes all of it on, at the reader's pace. Rejects where either side breaks off: then the rest never comes. */
  pipe(to: Writable): Promise<void>;
}

export interface UpstreamCall {
  method: 'GET' | 'POST';
  /** The path below the upstream's address: `/cds-services/…`. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}

/** Whoever asked, as long as they wait: a plain object, since a signal of the platform costs more than the rest of a call. */
export interface Leaving {
  gone: boolean;
  onGone?: () => void;
}

export interface UpstreamOptions {
  /** Answers up to this size are held whole, larger ones streamed. */
  heldBytes?: number;
  /** Failures in a row of ten seconds that open the circuit, at least so many and at least half of all calls. */
  volume?: number;
  /** How long an open circuit waits until it lets one call try. */
  openMs?: number;
  onState?: (state: 'open' | 'half-open' | 'closed') => void;
}

const HELD = 4 * 1024 * 1024;
const VOLUME = 5;
const OPEN_MS = 5000;
const CONNECTIONS = 256;

/**
 * One CDS service behind the gateway: a pool of connections, a time limit, and a circuit breaker. Nothing is tried twice:
 * a call may have done something already. Only the lack of an answer counts as a failure; a 500 is an answer.
 */
export class Upstream {
  private readonly pool: Pool;
  private readonly base: string;
  private readonly breaker: CircuitBreaker<[UpstreamCall], UpstreamAnswer | StreamedAnswer>;
  private readonly held: number;

  constructor(
    readonly about: CdsUpstream,
    { heldBytes = HELD, volume = VOLUME, openMs = OPEN_MS, onState }: UpstreamOptions = {},
  ) {
    const { origin, pathname } = new URL(about.url);
    this.base = pathname.replace(/\/+$/, '');
    this.held = heldBytes;
    // The limits of our own clock below are exact; these, of the library's, only stand behind them.
    const limit = about.timeoutMs + 1000;
    this.pool = new Pool(origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      connect: { timeout: limit },
      headersTimeout: limit,
      bodyTimeout: limit,
    });
    this.breaker = new CircuitBreaker((call: UpstreamCall) => this.dispatched(call), {
      timeout: false,
      volumeThreshold: volume,
      errorThresholdPercentage: 50,
      rollingCountTimeout: 10_000,
      resetTimeout: openMs,
    });
    this.breaker.on('open', () => onState?.('open'));
    this.breaker.on('halfOpen', () => onState?.('half-open'));
    this.breaker.on('close', () => onState?.('closed'));
  }

  get isOpen(): boolean {
    return this.breaker.opened;
  }

  /**
   * Throws GatewayProblem where there is no answer, `Abandoned` where nobody waits for it any more. The service is then
   * waited for all the same: whether it answers decides over its circuit, and that an EHR gave up says nothing of that.
   */
  async call({
    leaving,
    ...call
  }: UpstreamCall & { leaving?: Leaving }): Promise<UpstreamAnswer | StreamedAnswer> {
    const answering = this.fired(call);
    if (!leaving) return answering;
    return new Promise((resolve, reject) => {
      leaving.onGone = () => reject(new Abandoned());
      if (leaving.gone) leaving.onGone();
      answering.then(resolve, reject);
    });
  }

  /** Outside the circuit: what is not part of a check neither opens it nor waits for it. */
  ask(call: UpstreamCall): Promise<UpstreamAnswer | StreamedAnswer> {
    return this.dispatched(call);
  }

  private async fired(call: UpstreamCall): Promise<UpstreamAnswer | StreamedAnswer> {
    try {
      return await this.breaker.fire(call);
    } catch (error) {
      if (error instanceof GatewayProblem) throw error;
      if ((error as { code?: unknown }).code === 'EOPENBREAKER') throw new GatewayProblem('cds-circuit-open');
      throw error;
    }
  }

  private dispatched({ method, path, headers, body }: UpstreamCall) {
    return new Promise<UpstreamAnswer | StreamedAnswer>((resolve, reject) => {
      const answer = new Incoming({
        held: this.held,
        timeoutMs: this.about.timeoutMs,
        resolve,
        reject,
      });
      this.pool.dispatch({ method, path: this.base + path, headers, body: body ?? null }, answer);
    });
  }

  async close(): Promise<void> {
    this.breaker.shutdown();
    await this.pool.destroy();
  }
}

/** Whoever asked has gone. */
export class Abandoned extends Error {}

interface Waiting {
  held: number;
  timeoutMs: number;
  resolve: (answer: UpstreamAnswer | StreamedAnswer) => void;
  reject: (error: Error) => void;
}

/** One answer as it arrives: whole where it is small, else handed over while it comes. */
class Incoming implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: Headers = {};
  private chunks: Buffer[] = [];
  private size = 0;
  private to: Writable | undefined;
  private piped: { resolve: () => void; reject: (error: Error) => void } | undefined;
  /** Set once the call has ended before it was answered. */
  private ended: Error | undefined;
  private streaming = false;
  private over = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly waiting: Waiting) {
    this.timer = setTimeout(() => this.end(new GatewayProblem('cds-upstream-timeout')), waiting.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(this.ended);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // 103 Early Hints and the like: the answer itself is still to come.
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.to) {
      if (!this.to.write(chunk)) controller.pause();
      return;
    }
    this.chunks.push(chunk);
    if (this.size <= this.waiting.held || this.streaming) return;
    this.streaming = true;
    // From now on the EHR's pace counts too; between two pieces the library's limit holds.
    clearTimeout(this.timer);
    controller.pause();
    const { status, headers } = this;
    this.waiting.resolve({ status, headers, pipe: (to) => this.pipe(to) });
  }

  private pipe(to: Writable): Promise<void> {
    return new Promise((resolve, reject) => {
      this.piped = { resolve, reject };
      if (this.ended) return reject(this.ended);
      this.to = to;
      to.on('drain', () => this.controller?.resume());
      to.once('close', () => this.end(new Abandoned()));
      const first = Buffer.concat(this.chunks);
      this.chunks = [];
      if (to.write(first)) this.controller?.resume();
      if (this.over) resolve();
    });
  }

  onResponseEnd(): void {
    this.done();
    this.over = true;
    const { status, headers } = this;
    if (this.streaming) this.piped?.resolve();
    else
      this.waiting.resolve({
        status,
        headers,
        body: this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks),
      });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(this.ended ?? problemOf(error, this.size > 0 || this.status > 0));
  }

  private end(error: Error): void {
    if (this.ended || this.over) return;
    this.ended = error;
    // Before the connection is there, there is nothing to abort, and whoever waits is told at once.
    this.controller?.abort(error);
    this.fail(error);
  }

  private fail(error: Error): void {
    this.done();
    this.ended ??= error;
    this.waiting.reject(error);
    this.piped?.reject(error);
  }

  private done(): void {
    clearTimeout(this.timer);
  }
}

const NEVER_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function problemOf(error: Error, begun: boolean): GatewayProblem {
  const code = (error as { code?: string }).code ?? '';
  const tls = /^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO)/.test(code);
  if (!begun && (NEVER_REACHED.has(code) || tls))
    return new GatewayProblem('cds-upstream-unreachable', undefined, { cause: error });
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new GatewayProblem('cds-upstream-timeout', undefined, { cause: error });
  return new GatewayProblem('cds-upstream-broke-off', undefined, { cause: error });
}
