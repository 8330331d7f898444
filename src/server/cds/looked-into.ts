import type { Loose } from '../../feeds/cds-hooks/loose.js';
import { objectIn, textOf, unpacked } from './body.js';
import type { GatewayContext } from './gateway.js';
import { ownUuids } from './own-uuids.js';
import type { Service } from './routing.js';
import type { UpstreamAnswer } from './upstream.js';

/** An answer that unpacks to more is passed on packed, and not looked into. */
const LARGEST_UNPACKED = 8 * 1024 * 1024;

export interface Looked {
  /** What the EHR gets. */
  answer: UpstreamAnswer;
  /** The answer as parsed; undefined where it is no JSON object, or not of status 200. */
  found?: Loose;
  /** The uuids in it that are ours. */
  minted?: ReadonlySet<string>;
  /** It may hold cards, and could not be looked into. */
  unread?: true;
}

/** Gives cards uuids of ours where they need them. Whatever goes wrong in here, the answer goes on as it came. */
export async function lookedInto(
  { ids, log }: GatewayContext,
  answer: UpstreamAnswer,
  { id, upstream }: Service,
): Promise<Looked> {
  if (answer.status !== 200) return { answer };
  try {
    const body = await unpacked(answer.body, answer.headers['content-encoding'], LARGEST_UNPACKED);
    if (!body) return { answer, unread: true };
    const text = textOf(body);
    const found = text === undefined ? undefined : objectIn(text);
    // What is no JSON for us is none for the EHR: it was given no cards.
    if (text === undefined || !found) return { answer };
    const { text: owned, minted } = ownUuids(text, found, { ids, upstream: upstream.about.id, service: id });
    if (minted.size === 0) return { answer, found };
    return {
      answer: { ...answer, headers: ofOtherBytes(answer.headers), body: Buffer.from(owned) },
      found,
      minted,
    };
  } catch {
    log('cds-answer-not-read');
    return { answer, unread: true };
  }
}

/** What the service says of the very bytes that it sent. */
const OF_BYTES = new Set([
  'content-encoding',
  'content-length',
  'content-digest',
  'content-md5',
  'digest',
  'repr-digest',
  'etag',
  'last-modified',
  'signature',
  'signature-input',
]);

function ofOtherBytes(headers: UpstreamAnswer['headers']): UpstreamAnswer['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_BYTES.has(name)));
}
