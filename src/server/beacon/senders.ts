import type { Request } from 'express';
import type { ClickLine } from '../../feeds/journal/clicks.js';
import { OWN_TOOL } from '../../store/config/tools.js';
import type { AnswerCode } from '../answers.js';
import type { BeaconSite } from '../config/serve-config.js';
import type { Batch } from './batch.js';
import type { LaunchTokens } from './launch-token.js';

/** What the server knows of a batch, whatever the batch says. */
export type Sender = Pick<ClickLine, 'scope' | 'tool' | 'server' | 'user' | 'patient' | 'encounter'> & {
  /** The launch, where it is a page of our own. */
  launch?: string;
};

export interface Senders {
  sites: BeaconSite[];
  launches: LaunchTokens;
  /** The origin of `publicUrl`. */
  ownOrigin: string;
}

/** Whose batch it is, or why it is not taken. */
export function senderOf(batch: Batch, req: Request, senders: Senders): Sender | AnswerCode {
  return batch.launch === undefined ? ofSite(batch, req, senders) : ofLaunch(batch.launch, req, senders);
}

function ofSite(batch: Batch, req: Request, { sites }: Senders): Sender | AnswerCode {
  const site = sites.find(({ key }) => key === batch.site);
  if (!site) return 'beacon-unknown-site';
  if (!site.origins.includes(req.get('origin') ?? '')) return 'beacon-foreign-origin';
  const { scope, tool, server, context } = site;
  return { scope, tool, server, ...(context ? references(batch) : {}) };
}

function ofLaunch(token: string, req: Request, { launches, ownOrigin }: Senders): Sender | AnswerCode {
  const context = launches.of(token);
  if (!context) return 'beacon-launch-over';
  if (!isOwn(req, ownOrigin)) return 'beacon-foreign-origin';
  const { launch, server } = context;
  return { scope: 'tool', tool: OWN_TOOL, server, launch, ...references(context) };
}

/** Our pages send no referrer, and a browser may then keep a beacon's origin to itself too (Fetch, "append a request Origin header"). */
function isOwn(req: Request, ownOrigin: string): boolean {
  const origin = req.get('origin') ?? 'null';
  return origin === ownOrigin || (origin === 'null' && req.get('sec-fetch-site') === 'same-origin');
}

type References = Partial<Record<'user' | 'patient' | 'encounter', string | undefined>>;

const references = ({ user, patient, encounter }: References) => ({
  ...(user ? { user } : {}),
  ...(patient ? { patient } : {}),
  ...(encounter ? { encounter } : {}),
});
