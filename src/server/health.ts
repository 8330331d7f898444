import { access } from 'node:fs/promises';
import { Router } from 'express';
import { answer, type ProblemSender } from './send-problem.js';

export interface Health {
  store: string;
  /** Whether the site's figures are there. */
  figures: () => boolean;
  closing: () => boolean;
  problem: ProblemSender;
}

/** `/healthz`: this process answers. `/readyz`: send it people. Both say nothing of anybody. */
export function health({ store, figures, closing, problem }: Health): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  router.get('/readyz', async (req, res) => {
    const missing = [
      ...(closing() ? ['the app is ending'] : []),
      ...((await isThere(store)) ? [] : ['the store cannot be read']),
      ...(figures() ? [] : ['the site’s figures are still being worked out']),
    ];
    if (missing.length === 0) res.json({ status: 'ready' });
    else problem(req, res, { ...answer('not-ready'), detail: `Not yet: ${missing.join('; ')}.` });
  });
  return router;
}

async function isThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}
