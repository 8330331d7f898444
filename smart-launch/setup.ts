import { setMaxListeners } from 'node:events';
import { configurationFaults } from './configuration-faults.js';
import type { FetchTask } from './limited-fetch.js';
import { DEFAULT_LIMITS, type Issuer, type Limits, type SmartLaunchOptions } from './options.js';

/** Everything the parts of the library share, settled once. */
export interface Setup {
  options: SmartLaunchOptions;
  /** `publicUrl` without a closing slash. */
  publicUrl: string;
  limits: Limits;
  now: () => number;
  log: (event: string, fields: Record<string, unknown>) => void;
  closing: AbortController;
  issuer(iss: string): Issuer | undefined;
  /** What every request to an EHR has in common. */
  task(): Pick<FetchTask, 'fetch' | 'timeoutMs' | 'maxBytes' | 'signals'>;
}

/** @throws Error that lists every fault of the options at once. */
export function setUp(options: SmartLaunchOptions): Setup {
  const faults = configurationFaults(options);
  if (faults.length > 0)
    throw new Error(`smart-launch cannot start:\n${faults.map((f) => `- ${f}`).join('\n')}`);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const closing = new AbortController();
  // Every request under way listens to it.
  setMaxListeners(0, closing.signal);
  const issuers = new Map(options.issuers.map((issuer) => [issuer.iss, issuer]));
  return {
    options,
    publicUrl: options.publicUrl.replace(/\/+$/, ''),
    limits,
    now: options.now ?? Date.now,
    log: options.log ?? (() => {}),
    closing,
    issuer: (iss) => issuers.get(iss),
    task: () => ({
      fetch: options.fetch ?? fetch,
      timeoutMs: limits.requestMs,
      maxBytes: limits.pageBytes,
      signals: [closing.signal],
    }),
  };
}
