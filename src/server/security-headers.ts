import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { ancestorSources } from './frame-ancestors.js';

const HSTS_SECONDS = 365 * 24 * 60 * 60;

const NOTHING_ELSE =
  'accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()';

/** On every page but the one that counts its own clicks. */
const NO_SCRIPT = "script-src 'none'";
const OWN_SCRIPT = "script-src 'self';connect-src 'self'";

/** For the page about to be sent: our script may run in it, and send what it counts to us. Inline scripts still may not. */
export function allowOwnScript(res: Response): void {
  const policy = res.get('Content-Security-Policy');
  if (policy) res.set('Content-Security-Policy', policy.replace(NO_SCRIPT, OWN_SCRIPT));
}

/** On every answer, whatever it is. Comes after `frameAncestors`, which says who may frame this one. */
export function securityHeaders({ publicUrl }: { publicUrl: string }): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          scriptSrc: ["'none'"],
          frameAncestors: [(_req, res) => ancestorSources(res as Response)],
        },
      },
      strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: HSTS_SECONDS } : false,
      referrerPolicy: { policy: 'no-referrer' },
      // It knows one origin or none; frame-ancestors knows the EHR's. Set below where nobody may frame.
      xFrameOptions: false,
    }),
    (_req: Request, res: Response, next: NextFunction) => {
      res.set({ 'Cache-Control': 'no-store', 'Permissions-Policy': NOTHING_ELSE });
      if (ancestorSources(res) === "'none'") res.set('X-Frame-Options', 'DENY');
      next();
    },
  ];
}
