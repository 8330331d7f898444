import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Random } from '../clinic/random.js';
import { type Answered, Book, lowerCase, textOf } from './book.js';
import { type Listening, listen } from './listen.js';
import { soundCards } from './misbehaving/cards.js';
import { bytesOf, type Scene } from './misbehaving/fault.js';
import { Faults, type Kind } from './misbehaving/faults.js';
import { type Sending, send, whole } from './misbehaving/sending.js';
import type { Hook } from './wire.js';

export interface MisbehavingOptions {
  seed: number;
  /** Faults of one kind only (default: all). */
  kind?: Kind;
  /** What all its services are for (default: patient-view). */
  hook?: Hook;
  /** Ids to list in discovery (default: all). Others can be called all the same. */
  listed?: string[];
  delayMs?: number;
  giganticBytes?: number;
  /** Where a redirect leads (default: to a service of its own that behaves). */
  elsewhere?: string;
  port?: number;
}

/** What went out to a call: status 0 where the connection closed before any. `body` holds the bytes that were sent. */
export interface Misbehaved extends Answered {
  /** By its full name, such as `half-way-chunked`. */
  fault: string;
  /** Whether the answer was all sent, as it was announced. */
  whole: boolean;
}

export interface Misbehaving
  extends Listening,
    Pick<Book<Misbehaved>, 'calls' | 'answers' | 'feedback' | 'discoveries'> {
  /** The id of each service: faults, their ways, `any`. */
  names: string[];
  /** Changed at any time: how discovery goes, and how feedback is answered (both `well` at first). */
  faults: { discovery: string; feedback: string };
  answersTo(hookInstance: string): Misbehaved[];
}

const ROUTE = /^\/cds-services(?:\/(?<service>[^/?]+)(?<feedback>\/feedback)?)?$/;

/** A CDS service that does wrong on purpose, and writes down exactly what it did. */
export async function startMisbehaving(options: MisbehavingOptions): Promise<Misbehaving> {
  const { seed, kind, hook = 'patient-view', delayMs = 300, giganticBytes = 30 * 1024 * 1024 } = options;
  const book = new Book<Misbehaved>();
  const known = new Faults(kind);
  // Two of the same seed and another kind are two services: what they send must not be the same by chance.
  const stream = `misbehaving ${kind ?? ''}`;
  const random = new Random(seed, stream);
  const faults = { discovery: 'well', feedback: 'well' };
  const services = (options.listed ?? known.names).map((id) => ({
    hook,
    id,
    title: id,
    description: `A service that misbehaves: ${id}`,
  }));

  /** Chosen as the call comes in, so that the order of calls is all that the seed hangs on. */
  const spoilt = (
    name: string,
    scene: Pick<Scene, 'json' | 'cards'>,
  ): { fault: string; sending: Sending } => {
    const chosen = known.choose(name, random);
    if (!chosen)
      return { fault: 'unknown', sending: { ...whole(bytesOf({ error: 'no such service' })), status: 404 } };
    const { elsewhere = `${own.base}/cds-services/well` } = options;
    const about = { ...scene, random, delayMs, giganticBytes, elsewhere };
    return { fault: chosen.name, sending: chosen.fault(about) };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = Date.now();
    const headers = lowerCase(request.headers);
    const body = textOf(await buffer(request));
    const route = ROUTE.exec(request.url ?? '')?.groups;
    const service = route?.service && decodeURIComponent(route.service);
    if (!service) {
      book.discoveries.push({ at, headers });
      return send(response, spoilt(faults.discovery, { json: { services }, cards: [] }).sending);
    }
    if (route.feedback) {
      book.feedback.push({ service, headers, body });
      return send(response, spoilt(faults.feedback, { json: {}, cards: [] }).sending);
    }
    const call = book.calls.push({ at, service, headers, body }) - 1;
    const cards = soundCards(`${stream} ${seed}`, call);
    const { fault, sending } = spoilt(service, { json: { cards }, cards });
    const { status, body: bytes, end } = sending;
    const sent = { call, service, status, headers: sending.headers, body: bytes };
    book.answers.push({ ...sent, fault, whole: end === 'whole' });
    return send(response, sending);
  };

  const own = await listen((request, response) => {
    // A caller that goes away while it still speaks ends the reading of it, and nothing else.
    answer(request, response).catch(() => response.destroy());
  }, options.port);
  const { calls, answers, feedback, discoveries } = book;
  const answersTo = (hookInstance: string) => book.answersTo(hookInstance);
  return { ...own, calls, answers, feedback, discoveries, answersTo, names: known.names, faults };
}
