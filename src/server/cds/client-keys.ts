import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type JWTVerifyGetKey,
} from 'jose';
import { limitedFetch } from '../../../smart-launch/limited-fetch.js';
import { GatewayProblem } from './gateway-problem.js';

type KeySet = ReturnType<typeof createLocalJWKSet>;

export interface ClientKeysOptions {
  fetch?: typeof fetch;
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number;
  requestMs?: number;
  /** When known keys are fetched anew, while the old ones serve. */
  freshMs?: number;
  /** How long old keys serve while no new ones can be had: an EHR's key server that is down must not stop its alerts. */
  staleMs?: number;
  /** After a fetch, how long an unknown key is not looked for again. */
  cooldownMs?: number;
}

const MAX_BYTES = 256 * 1024;

/** The public keys at one address of an EHR. A key that is not known yet is looked for once: that is how keys rotate. */
export class ClientKeys {
  private keys: KeySet | undefined;
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;
  private readonly options: Required<ClientKeysOptions>;

  constructor(
    private readonly url: string,
    options: ClientKeysOptions = {},
  ) {
    this.options = {
      fetch,
      now: () => performance.now(),
      requestMs: 3000,
      freshMs: 10 * 60_000,
      staleMs: 24 * 60 * 60_000,
      cooldownMs: 30_000,
      ...options,
    };
  }

  /** For jose: the key that a token names. Throws GatewayProblem where the keys cannot be had. */
  readonly find: JWTVerifyGetKey = async (header: JWSHeaderParameters, token) => {
    const { freshMs, staleMs, cooldownMs } = this.options;
    const age = this.options.now() - this.fetchedAt;
    if (!this.keys || age > staleMs) await this.refresh();
    else if (age > freshMs && this.sinceTried > cooldownMs) void this.refresh().catch(() => {});
    try {
      return await this.keys!(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Somebody else may be looking for the same new key.
      if (this.fetching || this.sinceTried > cooldownMs) await this.refresh();
      // As long as its server is down nobody can say that there is no such key.
      else if (this.failed) throw new GatewayProblem('cds-keys-unavailable', 'keys-not-fetched');
      return this.keys!(header, token);
    }
  };

  /** Whether the last fetch brought nothing. */
  private failed = false;

  private get sinceTried(): number {
    return this.options.now() - this.triedAt;
  }

  /** One fetch at a time, however many calls wait for it. */
  private refresh(): Promise<void> {
    this.fetching ??= this.load().finally(() => {
      this.fetching = undefined;
    });
    return this.fetching;
  }

  private async load(): Promise<void> {
    this.triedAt = this.options.now();
    try {
      const { status, text } = await limitedFetch(this.url, {
        fetch: this.options.fetch,
        timeoutMs: this.options.requestMs,
        maxBytes: MAX_BYTES,
        init: { headers: { accept: 'application/json' } },
      });
      if (status !== 200) throw new Error(`status ${status}`);
      this.keys = createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
      this.fetchedAt = this.options.now();
      this.failed = false;
    } catch (error) {
      this.failed = true;
      throw new GatewayProblem('cds-keys-unavailable', 'keys-not-fetched', { cause: error });
    }
  }
}
