import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';

/** Plain JavaScript, which the build copies as it is. */
export const SCRIPT_FILE = join(import.meta.dirname, 'client', 'beacon.js');

/** From memory, for the pages of any site: a script that is public holds no secret. */
export function script(): RequestHandler {
  const plain = readFileSync(SCRIPT_FILE);
  const zipped = gzipSync(plain, { level: 9 });
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  return (req, res) => {
    const isZipped = req.acceptsEncodings(['gzip', 'identity']) === 'gzip';
    res.vary('Accept-Encoding').set({
      'Cache-Control': 'public, max-age=3600',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Type': 'text/javascript; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      // One for each form of it (RFC 9110, 8.8.3.3).
      ETag: `"${hash}${isZipped ? '-gzip' : ''}"`,
    });
    if (isZipped) res.set('Content-Encoding', 'gzip');
    res.send(isZipped ? zipped : plain);
  };
}
