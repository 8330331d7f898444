import { randomUUID } from 'node:crypto';
import type { Fault } from '../../fault.js';
import { cardFacts, systemActions } from '../../feeds/cds-hooks/answer.js';
import type { CallEnd, FeedbackLine, HookLine } from '../../feeds/cds-hooks/lines.js';
import type { Loose } from '../../feeds/cds-hooks/loose.js';
import type { RequestFacts } from '../../feeds/cds-hooks/request.js';
import { JournalStream, type StreamOptions } from '../../store/journal/stream.js';
import type { CdsClient, CdsUpstream } from './options.js';

/** What is known of a call when it has ended. */
export interface EndedCall {
  client: CdsClient;
  upstream: CdsUpstream;
  /** As the EHR knows it. */
  service: string;
  facts: RequestFacts;
  answer: Loose | undefined;
  /** Uuids of ours that cards were given. */
  minted: ReadonlySet<string> | undefined;
  end: CallEnd;
  status: number;
  ms: number;
  upstreamMs: number;
  at: number;
}

export interface RecorderOptions extends Omit<StreamOptions, 'onFault'> {
  /** A fault of ours in here must not reach the call; it is told. */
  onFault: (error: unknown) => void;
  /** Told when the journal cannot be written, with how many records are given up. */
  onWriting: (fault: Fault, dropped: number) => void;
}

/** Keeps what is measured of each call, after it was answered, and the feedback, before it is acknowledged. */
export class Recorder {
  readonly calls: JournalStream;
  readonly feedback: JournalStream;
  private pending: EndedCall[] = [];
  private readonly onFault: (error: unknown) => void;

  constructor(store: string, { onFault, onWriting, ...options }: RecorderOptions) {
    this.onFault = onFault;
    const stream = { ...options, onFault: onWriting };
    this.calls = new JournalStream(store, 'hook', stream);
    this.feedback = new JournalStream(store, 'feedback', stream);
  }

  /** Later, so that the next request is not kept waiting by this one's record. */
  recordSoon(call: EndedCall): void {
    this.pending.push(call);
    if (this.pending.length === 1) setImmediate(() => this.record());
  }

  private record(): void {
    const calls = this.pending;
    this.pending = [];
    for (const call of calls) {
      try {
        this.calls.push(lineOf(call));
      } catch (error) {
        this.onFault(error);
      }
    }
  }

  /** Resolves when it is on disk. Rejects with a Fault. */
  keep(line: FeedbackLine): Promise<void> {
    return this.feedback.durable(line);
  }

  async close(): Promise<void> {
    this.record();
    await Promise.all([this.calls.close(), this.feedback.close()]);
  }
}

function lineOf(call: EndedCall): HookLine {
  const { client, upstream, service, facts, answer, minted } = call;
  const id = randomUUID();
  const cards = answer ? cardFacts(answer, service) : [];
  return {
    call: id,
    at: new Date(call.at).toISOString(),
    server: client.server,
    client: client.iss,
    upstream: upstream.id,
    service,
    tool: upstream.tool,
    ...facts,
    end: call.end,
    status: call.status,
    ms: rounded(call.ms),
    upstreamMs: rounded(call.upstreamMs),
    seen: isShown(client, facts.hook) ? 'shown' : 'returned',
    cards: cards.map((card, index) => {
      // A uuid that cannot be kept can join no feedback; the card counts all the same.
      if (card.id === '') return { ...card, id: `${id}/${index}` };
      return minted?.has(card.id) ? { ...card, minted: true } : card;
    }),
    systemActions: answer ? systemActions(answer) : [],
  };
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

const isShown = ({ shows }: CdsClient, hook: string): boolean =>
  typeof shows === 'boolean' ? shows : shows.includes(hook);
