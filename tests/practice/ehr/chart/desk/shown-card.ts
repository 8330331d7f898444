import type { Card, FeedbackItem, Hook, Suggestion } from '../../../cds/wire.js';
import type { Reason } from './reasons.js';

/** A card on the screen, and what was done with it. */
export interface ShownCard {
  hook: Hook;
  service: string;
  card: Card;
  /** In words; a card without is not answered, which is never reported. */
  answer?: string;
  /** Whether the answer reached decision support. */
  delivered?: boolean;
}

/** Feedback knows a card by its uuid and nothing else. */
export function canBeAnswered({ uuid }: Card): boolean {
  return typeof uuid === 'string' && uuid !== '';
}

/** The suggestion that Accept takes: feedback must name it, so one without a uuid cannot be. */
export function acceptable({ suggestions }: Card): Suggestion | undefined {
  const first = Array.isArray(suggestions) ? suggestions[0] : undefined;
  return typeof first?.uuid === 'string' ? first : undefined;
}

export function acceptance(card: Card): FeedbackItem {
  return {
    card: card.uuid!,
    outcome: 'accepted',
    acceptedSuggestions: [{ id: acceptable(card)!.uuid! }],
    outcomeTimestamp: new Date().toISOString(),
  };
}

export function override(card: Card, { reason, comment }: { reason: Reason; comment: string }): FeedbackItem {
  const { code, system } = reason;
  return {
    card: card.uuid!,
    outcome: 'overridden',
    overrideReason: { reason: { code, system }, ...(comment && { userComment: comment }) },
    outcomeTimestamp: new Date().toISOString(),
  };
}
