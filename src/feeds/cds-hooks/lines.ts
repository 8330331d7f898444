import type { RequestFacts } from './request.js';

/** What the journal keeps of CDS Hooks traffic. Never card text, prefetch, comments or tokens. */

/** How a call ended. */
export type CallEnd =
  /** The service answered, whatever its status. */
  | 'answered'
  /** It answered with more than is read here: passed on as it came, and not looked into. */
  | 'answered-unread'
  | 'timed-out'
  | 'unreachable'
  /** It broke off, or answered something that is no HTTP. */
  | 'broken-off'
  /** Not called: it had failed too often just before. */
  | 'circuit-open'
  /** The EHR went away before there was an answer. */
  | 'abandoned';

export interface CardFacts {
  /** The card's uuid as the EHR has it: the only thing that its feedback says. */
  id: string;
  /** `<service as the EHR knows it>/<topic code, else source label>`: what alerts.yaml knows it by. */
  key: string;
  /** info, warning, critical; '' where it is none of these. */
  indicator: string;
  /** The label of the source, an organisation or a guideline. */
  source: string;
  suggestions: number;
  links: number;
  /** Whether the uuid is ours: the service gave none, or one it had given before. */
  minted?: true;
}

/** One call of a service, in a segment of kind `hook`. */
export interface HookLine extends RequestFacts {
  /** A uuid of ours. */
  call: string;
  /** When the answer was given to the EHR (ISO, UTC). */
  at: string;
  /** Alias of the server whose ids these are. */
  server: string;
  /** Who asked, as configured. */
  client: string;
  upstream: string;
  /** As the EHR knows it, with the upstream's prefix. */
  service: string;
  tool: string;
  end: CallEnd;
  /** The status that the EHR was given. */
  status: number;
  /** Milliseconds from the request to the last byte of the answer; of these, those of the service. */
  ms: number;
  upstreamMs: number;
  /** `shown` where the site says that this EHR shows every card of this hook. */
  seen: 'returned' | 'shown';
  cards: CardFacts[];
  /** Types of the changes that the service asked the EHR to make without a card. */
  systemActions: string[];
}

export interface AnswerFacts {
  /** The card's uuid as the EHR has it. */
  card: string;
  outcome: 'accepted' | 'overridden';
  /** `code`, or `system|code` where it is not of the CDS Hooks example code system. */
  reason: string;
  /** ISO; '' where the EHR gave none that can be read. */
  responded: string;
}

/** What an EHR told of the cards of one service, in a segment of kind `feedback`. */
export interface FeedbackLine {
  at: string;
  server: string;
  client: string;
  upstream: string;
  service: string;
  answers: AnswerFacts[];
}
