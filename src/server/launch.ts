import type { JWK } from 'jose';
import { createSmartLaunch, DEFAULT_LIMITS, type SmartLaunch } from '../../smart-launch/index.js';
import type { ServeConfig } from './config/serve-config.js';
import { CountedSessions } from './counted-sessions.js';
import type { EventLog } from './log.js';
import { answer, type ProblemSender } from './send-problem.js';

interface Context {
  config: ServeConfig;
  problem: ProblemSender;
  log: EventLog;
  now: () => number;
  /** Private keys of the gateway. */
  otherKeys: JWK[];
}

export interface Launching {
  launch: SmartLaunch;
  sessions: CountedSessions;
}

/** The SMART library with our pages, our limits and our log. */
export function launching({ config, problem, log, now, otherKeys }: Context): Launching {
  const idleMs = config.sessions.idleMinutes * 60_000;
  const sessionMs = config.sessions.hours * 60 * 60_000;
  const sessions = new CountedSessions({ most: DEFAULT_LIMITS.sessions, idleMs, now });
  const launch = createSmartLaunch({
    publicUrl: config.publicUrl,
    issuers: config.issuers,
    otherKeys,
    sessions,
    limits: { idleMs, sessionMs },
    log,
    now,
    afterLaunch: ({ id, standalone, patient }) =>
      standalone && patient === undefined ? `/overview/${id}` : `/chart/${id}`,
    renderProblem: (req, res, { retryUrl, ...ending }) =>
      problem(req, res, {
        ...ending,
        actions: retryUrl ? [{ href: retryUrl, label: 'Try again' }] : [],
      }),
    renderOwnTab: (req, res, url) =>
      problem(req, res, {
        ...answer('own-tab'),
        actions: [{ href: url, label: 'Open the app', ownTab: true }],
      }),
  });
  return { launch, sessions };
}
