import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { SmartLaunch } from '../../smart-launch/index.js';
import type { ServeConfig } from './config/serve-config.js';

const BY_LAUNCH = /^\/(?:chart|overview|logout)\/([^/]+)/;

interface Context {
  config: Pick<ServeConfig, 'basePath' | 'issuers'>;
  launch: SmartLaunch;
}

/**
 * Who may frame the answer: the EHR it is about, and nobody else. Where that cannot be known (the launch is over, the server
 * was restarted), the page holds nothing but the reason; every EHR listed may show it, or a clinician would see a
 * browser's own blank refusal instead.
 */
export function frameAncestors(context: Context): RequestHandler {
  return async (req: Request, res: Response, next: NextFunction) => {
    // Should it not be told, nobody may: the answer that follows still carries its headers.
    res.locals.frameAncestors = await ancestorsOf(req, context).catch(() => []);
    next();
  };
}

async function ancestorsOf(req: Request, { config, launch }: Context): Promise<string[]> {
  const { basePath, issuers } = config;
  if (!req.path.startsWith(`${basePath}/`)) return [];
  const path = req.path.slice(basePath.length);
  if (path === '/launch' || path === '/standalone') {
    const asked = issuersAsked(req.originalUrl);
    if (asked.length === 0 && path === '/standalone' && issuers.length === 1) return launch.frameAncestors();
    return asked.length === 1 && issuers.some(({ iss }) => iss === asked[0])
      ? launch.frameAncestors(asked[0])
      : [];
  }
  if (path === '/callback') return launch.frameAncestors();
  const [, id] = BY_LAUNCH.exec(path) ?? [];
  if (id === undefined) return [];
  const session = await launch.session(req, id);
  return launch.frameAncestors(session?.issuer);
}

function issuersAsked(url: string): string[] {
  const parsed = URL.canParse(url, 'http://path.invalid') ? new URL(url, 'http://path.invalid') : undefined;
  return parsed?.searchParams.getAll('iss') ?? [];
}

/** As a source list of Content-Security-Policy. */
export const ancestorSources = (res: { locals?: Record<string, unknown> }): string => {
  const origins = (res.locals?.frameAncestors ?? []) as string[];
  return origins.length > 0 ? origins.join(' ') : "'none'";
};
