import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { Fault } from '../../fault.js';
import type { ClickLine } from '../../feeds/journal/clicks.js';
import type { AnswerCode } from '../answers.js';
import type { EventLog } from '../log.js';
import { answer, type ProblemSender } from '../send-problem.js';
import { type Batch, batchesOf } from './batch.js';
import { KeptOnce } from './kept-once.js';
import type { OwnClicks } from './own-clicks.js';
import { readText } from './read-text.js';
import { script } from './script.js';
import { type Sender, type Senders, senderOf } from './senders.js';

export interface BeaconDeps extends Senders {
  /** Told what our own pages cost. */
  own: OwnClicks;
  /** On disk when it resolves; rejects with Fault. */
  keep(line: ClickLine): Promise<void>;
  problem: ProblemSender;
  log: EventLog;
  now: () => number;
}

/** As much as browsers let a page send on its last breath. */
const LARGEST = 64 * 1024;
/** text/plain needs no preflight. */
const TYPES = ['text/plain', 'application/json'];

/**
 * GET /beacon.js, POST /beacon, OPTIONS /beacon. Comes before what refuses bodies that are no forms. A batch is
 * acknowledged when it is on disk, and may come again.
 */
export function beaconRoutes(deps: BeaconDeps): { router: Router; close(): Promise<void> } {
  const kept = new KeptOnce();
  const router = express.Router();
  router.get('/beacon.js', script());
  router.options('/beacon', cors(deps), (_req, res) => {
    res.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'content-type',
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  });
  router.post('/beacon', cors(deps), (req, res) => take(req, res, { deps, kept }));
  return { router, close: () => kept.idle() };
}

/** The origins of listed sites may read the answer, and no other; no cookie is wanted of them. */
function cors({ sites }: BeaconDeps) {
  const listed = new Set(sites.flatMap(({ origins }) => origins));
  return (req: Request, res: Response, next: NextFunction) => {
    const origin = req.get('origin');
    res.vary('Origin').set({ 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'no-store' });
    if (origin && listed.has(origin)) res.set('Access-Control-Allow-Origin', origin);
    next();
  };
}

/** Null where there is none that could be read: then it has been answered, or nobody waits for an answer. */
async function textOf(req: Request, res: Response, { problem }: BeaconDeps): Promise<string | null> {
  const isPlain = (req.get('content-encoding') ?? 'identity') === 'identity';
  if (!isPlain || !req.is(TYPES)) {
    // The rest of it is not waited for.
    res.set('Connection', 'close');
    return '';
  }
  const text = await readText(req, LARGEST).catch(() => null);
  if (text !== 'too-large') return text;
  problem(req, res, answer('beacon-too-large'));
  return null;
}

async function take(
  req: Request,
  res: Response,
  { deps, kept }: { deps: BeaconDeps; kept: KeptOnce },
): Promise<void> {
  const refuse = (code: AnswerCode) => {
    deps.log('clicks-refused', { code });
    deps.problem(req, res, answer(code));
  };
  const text = await textOf(req, res, deps);
  if (text === null) return;
  const batches = batchesOf(text);
  if (!batches) return refuse('beacon-unreadable');
  const received = deps.now();
  const taken: { line: ClickLine; launch: string | undefined }[] = [];
  for (const batch of batches) {
    const sender = senderOf(batch, req, deps);
    if (typeof sender === 'string') return refuse(sender);
    taken.push({ line: lineOf(batch, sender, received), launch: sender.launch });
  }
  // All are tried, whatever becomes of one: those that are on disk need not come again.
  const ends = await Promise.allSettled(
    taken.map(async ({ line, launch }) => {
      const isNew = await kept.keep(`${line.page}/${line.seq}`, () => deps.keep(line));
      if (isNew && launch !== undefined) deps.own.add(launch, line.clicks + line.keyboard_activations);
    }),
  );
  const failed = ends.find((end) => end.status === 'rejected');
  if (!failed) {
    res.status(204).end();
    return;
  }
  if (!(failed.reason instanceof Fault)) throw failed.reason;
  deps.log('clicks-failed', { code: failed.reason.code });
  deps.problem(req, res, answer('beacon-not-kept'));
}

function lineOf(batch: Batch, sender: Sender, received: number): ClickLine {
  const { page, seq, clicks, keyboard_activations, keystrokes, navigations } = batch;
  const { launch: _, ...known } = sender;
  return {
    page,
    seq,
    ...known,
    started: instant(received - batch.began),
    ended: instant(received - batch.ended),
    clicks,
    keyboard_activations,
    keystrokes,
    navigations,
    active_seconds: Math.round(batch.active_seconds * 1000) / 1000,
  };
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
