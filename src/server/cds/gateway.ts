import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import type { Registry } from 'prom-client';
import { listIn, mapIn, wordIn } from '../../feeds/cds-hooks/loose.js';
import { linesOf } from '../../store/journal/read.js';
import { closeAbandoned, segmentsOf } from '../../store/journal/segments.js';
import type { StreamOptions } from '../../store/journal/stream.js';
import { placeOf } from '../log.js';
import { callRoute } from './call-route.js';
import { Callers, type CallersOptions } from './caller.js';
import { CardIds } from './card-ids.js';
import { type CdsMetrics, cdsMetrics } from './cds-metrics.js';
import { Cors } from './cors.js';
import { Discovery, type DiscoveryOptions } from './discovery.js';
import { discoveryRoute } from './discovery-route.js';
import { feedbackRoute } from './feedback-route.js';
import { GatewayProblem } from './gateway-problem.js';
import type { CdsConfig } from './options.js';
import { ownKeys } from './own-keys.js';
import { OwnToken } from './own-token.js';
import { Recorder } from './recorder.js';
import { type Behind, isGatewayPath, routeOf } from './routing.js';
import { sendProblem } from './send.js';
import { Upstream, type UpstreamOptions } from './upstream.js';

export interface GatewayOptions {
  cds: CdsConfig;
  store: string;
  /** As EHRs see it; the `aud` of their tokens begins with it. */
  publicUrl: string;
  /** The path of `publicUrl`: '' or '/audit'. */
  basePath: string;
  registry: Registry;
  /** Codes, never ids. */
  log: (event: string, fields?: Record<string, unknown>) => void;
  now: () => number;
  journal?: StreamOptions;
  /** For tests. */
  callers?: CallersOptions;
  upstream?: UpstreamOptions;
  discovery?: Pick<DiscoveryOptions, 'everyMs'>;
}

/** What the routes share. */
export interface GatewayContext {
  callers: Callers;
  behind: ReadonlyMap<string, Behind>;
  ids: CardIds;
  token: OwnToken | null;
  recorder: Recorder;
  metrics: CdsMetrics;
  log: GatewayOptions['log'];
  now: () => number;
}

export interface Gateway {
  /** Whether this request is the gateway's; the rest of the app then never sees it. */
  handles(req: IncomingMessage): boolean;
  listener: RequestListener;
  /** Private keys whose public halves services look for. */
  keys: JWK[];
  /** Writes what is to be recorded and closes the journal. After the last answer. */
  close(): Promise<void>;
}

/** Of the journal, at the start: enough to know the uuids that services gave lately. */
const RECENT_SEGMENTS = 4;

/**
 * The CDS Hooks gateway. It stands between a prescriber and a safety check: it has no part of Express and none of the
 * app's other work before it, an answer waits neither for the record nor for the disk, and a fault of ours in what only
 * measures leaves the answer as it came. Throws Fault where the store cannot hold its keys.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { cds, store, publicUrl, basePath, registry, log, now } = options;
  const cut = closeAbandoned(store);
  if (cut > 0) log('journal-cut-short', { segments: cut });
  const keys = cds.upstreams.some(({ auth }) => auth === 'jwt') ? (cds.keys ?? ownKeys(store)) : [];
  const token = keys[0]
    ? new OwnToken(keys[0], { iss: publicUrl, jku: `${publicUrl}/.well-known/jwks.json` })
    : null;
  const ids = new CardIds(store);
  rememberGiven(ids, store);
  const upstreams = cds.upstreams.map(
    (about) =>
      new Upstream(about, {
        ...options.upstream,
        onState: (state) => log(state === 'open' ? 'cds-circuit-failed-open' : `cds-circuit-${state}`),
      }),
  );
  const behind = new Map(
    upstreams.map((upstream): [string, Behind] => {
      const signer = upstream.about.auth === 'jwt' ? token : null;
      return [
        upstream.about.id,
        { upstream, discovery: new Discovery(upstream, { store, token: signer, log, ...options.discovery }) },
      ];
    }),
  );
  const recorder = new Recorder(store, {
    ...options.journal,
    onFault: (error) => log('cds-record-failed', { at: placeOf(error) }),
    onWriting: ({ code }, dropped) => log('cds-record-failed', { code, dropped }),
  });
  const metrics = cdsMetrics(registry, { upstreams, recorder });
  const context: GatewayContext = {
    callers: new Callers(cds.clients, options.callers),
    behind,
    ids,
    token,
    recorder,
    metrics,
    log,
    now,
  };
  const cors = new Cors(cds.clients);
  const origin = new URL(publicUrl).origin;
  for (const { discovery } of behind.values()) void discovery.load();

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const path = pathOf(req, basePath);
    const url = origin + askedPath(req);
    if (req.method === 'OPTIONS') return cors.preflight(req, res);
    cors.allow(req, res);
    const route = routeOf(path, behind);
    if (route.to === 'nowhere') {
      await context.callers.of(req.headers.authorization, url);
      throw new GatewayProblem('cds-no-such-service');
    }
    const reads = req.method === 'GET' || req.method === 'HEAD';
    if (route.to === 'discovery' ? !reads : req.method !== 'POST')
      throw new GatewayProblem('cds-method-not-allowed');
    if (route.to === 'discovery') return discoveryRoute(context, { req, res, url });
    const { service } = route;
    return route.to === 'call'
      ? callRoute(context, { req, res, service, url })
      : feedbackRoute(context, { req, res, service, url });
  };

  return {
    handles: (req) => isGatewayPath(pathOf(req, basePath)),
    listener: (req, res) => {
      handle(req, res).catch((error: unknown) => {
        const problem = error instanceof GatewayProblem ? error : new GatewayProblem('cds-internal');
        metrics.refused(problem.code);
        const at = problem.code === 'cds-internal' ? placeOf(error) : undefined;
        log('cds-call-refused', { code: problem.code, why: problem.why, at });
        sendProblem(res, problem);
      });
    },
    keys,
    close: async () => {
      for (const { discovery } of behind.values()) discovery.close();
      await recorder.close();
      await ids.close();
      await Promise.all(upstreams.map((upstream) => upstream.close()));
    },
  };
}

/** The path that was asked for, as written. A proxy may write the whole address (RFC 9112, 3.2.2). */
function askedPath({ url = '' }: IncomingMessage): string {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  return target.split('?', 1)[0]!;
}

function pathOf(req: IncomingMessage, basePath: string): string {
  const path = askedPath(req);
  return path.startsWith(basePath) ? path.slice(basePath.length) : '';
}

/** A service that repeats a uuid may have given it first before this process began. */
function rememberGiven(ids: CardIds, store: string): void {
  for (const segment of segmentsOf(store, 'hook').slice(-RECENT_SEGMENTS))
    for (const line of linesOf(segment))
      for (const card of listIn(mapIn(line)?.cards)) ids.wasGiven(wordIn(mapIn(card)?.id));
}
