import express, { type Request, type Response, type Router } from 'express';
import { AccessTokens } from './access-tokens.js';
import { callbackRoute } from './callback-route.js';
import { publicKeys } from './client-keys.js';
import { Discovery } from './discovery.js';
import { type FhirReader, fhirReader } from './fhir-reader.js';
import { IdTokens } from './id-token.js';
import { ISSUER, launchRoute } from './launch-route.js';
import { logoutRoute } from './logout-route.js';
import type { SmartLaunchOptions } from './options.js';
import { LaunchFault, type LaunchProblem } from './problem.js';
import { type LaunchSession, MemoryStore } from './session-store.js';
import { Sessions } from './sessions.js';
import { type Setup, setUp } from './setup.js';

export type { FhirAnswer, FhirReason, FhirResource } from './fhir-answer.js';
export type { FhirReader } from './fhir-reader.js';
export type { SearchParams } from './ignored-params.js';
export type { ContextReference } from './launch-context.js';
export { DEFAULT_LIMITS, type Issuer, type Limits, type SmartLaunchOptions } from './options.js';
export { type LaunchProblem, PROBLEM_CODES, type ProblemCode } from './problem.js';
export { grants } from './scopes.js';
export {
  type LaunchSession,
  MemoryStore,
  type PendingLaunch,
  type SessionStore,
  type StoredSession,
  type Tokens,
  type UsedLaunch,
} from './session-store.js';

export interface SmartLaunch {
  /** GET /launch, /standalone, /callback, /.well-known/jwks.json; POST /logout/:session. Mount it at `publicUrl`. */
  router: Router;
  /** The launch with this id, if the request carries that very launch's cookie. The id alone opens nothing. */
  session(req: Request, id: string): Promise<LaunchSession | undefined>;
  /** Reads the EHR as the person who launched. */
  fhir(session: LaunchSession): FhirReader;
  /** Origins that may frame our pages: one EHR's, or all. */
  frameAncestors(iss?: string): string[];
  /** Ends requests under way and forgets all launches kept in memory. */
  close(): Promise<void>;
}

/**
 * SMART App Launch 2.2 for the EHRs listed in `options.issuers`.
 * @throws Error that lists every fault of the options at once.
 */
export function createSmartLaunch(options: SmartLaunchOptions): SmartLaunch {
  const setup = setUp(options);
  const store = options.sessions ?? new MemoryStore({ most: setup.limits.sessions, now: setup.now });
  const sessions = new Sessions(store, setup);
  const discovery = new Discovery(setup);
  const idTokens = new IdTokens(setup);
  const tokens = new AccessTokens(setup, { sessions, discovery, idTokens });
  const parts = { setup, store, sessions, discovery, idTokens };

  const router = express.Router();
  router.get('/.well-known/jwks.json', jwksRoute(setup));
  router.get('/launch', guarded(launchRoute(parts, false), setup));
  router.get('/standalone', guarded(launchRoute(parts, true), setup));
  router.get('/callback', guarded(callbackRoute(parts), setup));
  router.post('/logout/:session', guarded(logoutRoute(parts), setup));

  return {
    router,
    session: (req, id) => sessions.find(req, id),
    fhir: (session) => fhirReader(session, { setup, tokens }),
    frameAncestors: (iss) => {
      const issuers = options.issuers.filter((issuer) => iss === undefined || issuer.iss === iss);
      return [...new Set(issuers.flatMap(({ frameAncestors }) => frameAncestors ?? []))];
    },
    close: async () => {
      setup.closing.abort();
      await store.close?.();
    },
  };
}

/** Long enough to spare the EHR, short enough to rotate a key within an hour. */
const JWKS_SECONDS = 600;

function jwksRoute({ options }: Setup) {
  const keys = publicKeys([
    ...options.issuers.flatMap(({ keys }) => keys ?? []),
    ...(options.otherKeys ?? []),
  ]);
  return (_req: Request, res: Response): void => {
    res.set('Cache-Control', `public, max-age=${JWKS_SECONDS}`).json(keys);
  };
}

/** Every page of a launch: kept by no cache, leaking no address, and ending in words rather than in a stack trace. */
function guarded<P>(route: (req: Request<P>, res: Response) => Promise<void>, setup: Setup) {
  return async (req: Request<P>, res: Response): Promise<void> => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    try {
      await route(req, res);
    } catch (error) {
      const problem = error instanceof LaunchFault ? error.problem : INTERNAL;
      if (problem.code !== 'logged-out') setup.log('launch-refused', forLog(error, problem, res));
      res.status(problem.status);
      setup.options.renderProblem(req as unknown as Request, res, problem);
    }
  };
}

/** Never the error's words: an OAuth error may hold a whole answer, tokens and all. Of a fault of ours, the place. */
function forLog(error: unknown, { code }: LaunchProblem, res: Response): Record<string, unknown> {
  const iss: unknown = res.locals[ISSUER];
  const at =
    error instanceof Error && code === 'internal' ? /^\s+at (.+)$/m.exec(error.stack ?? '')?.[1] : undefined;
  return { code, ...(iss ? { iss } : {}), ...(at ? { at } : {}) };
}

const INTERNAL = {
  code: 'internal',
  status: 500,
  title: 'Something went wrong here',
  detail: 'The fault is in this app, not in what you did. Start the app again from the chart.',
} as const;
