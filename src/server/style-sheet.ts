import { createHash } from 'node:crypto';
import { Router } from 'express';
import { STYLE } from '../pages/style.css.js';

const HASH = createHash('sha256').update(STYLE).digest('base64url').slice(0, 16);

/** Named by its text, so that a browser keeps it for good and still never shows an old one. */
const path = `/assets/${HASH}/style.css`;

/** For the pages: as the browser sees it. */
export const stylePath = (basePath: string): string => basePath + path;

/** From memory: no path of a request ever reaches the disk. */
export function styleSheet(): Router {
  const router = Router();
  router.get(path, (_req, res) => {
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', ETag: `"${HASH}"` });
    res.type('css').send(STYLE);
  });
  router.get('/assets/style.css', (_req, res) => {
    res.set({ 'Cache-Control': 'public, max-age=0, must-revalidate', ETag: `"${HASH}"` });
    res.type('css').send(STYLE);
  });
  return router;
}
