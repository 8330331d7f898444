import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CdsClient } from './options.js';

/** For EHRs that call from a browser: their pages may read the answers, and no others (CDS Hooks 2.0, "CORS"). */
export class Cors {
  private readonly origins: ReadonlySet<string>;

  constructor(clients: readonly CdsClient[]) {
    this.origins = new Set(clients.flatMap(({ origins }) => origins));
  }

  /** Sets what the answer says of it. Whether the origin is a known one. */
  allow(req: IncomingMessage, res: ServerResponse): boolean {
    if (this.origins.size === 0) return false;
    res.setHeader('Vary', 'Origin');
    const { origin } = req.headers;
    if (origin === undefined || !this.origins.has(origin)) return false;
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Headers', 'Retry-After, WWW-Authenticate');
    return true;
  }

  /** Answers a preflight. */
  preflight(req: IncomingMessage, res: ServerResponse): void {
    if (this.allow(req, res)) {
      res.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept');
      res.setHeader('Access-Control-Max-Age', '600');
    }
    res.statusCode = 204;
    res.end();
  }
}
