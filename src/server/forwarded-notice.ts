import type { RequestHandler } from 'express';
import type { ServeConfig } from './config/serve-config.js';
import type { EventLog } from './log.js';

/** Said once: behind a proxy that is not trusted, everybody counts as one address. */
export function forwardedNotice(
  { trustProxy }: Pick<ServeConfig, 'trustProxy'>,
  log: EventLog,
): RequestHandler {
  let said = trustProxy !== false;
  return (req, _res, next) => {
    if (!said && req.headers['x-forwarded-for'] !== undefined) {
      said = true;
      log('forwarded-for-ignored', { setting: 'trust-proxy' });
    }
    next();
  };
}
