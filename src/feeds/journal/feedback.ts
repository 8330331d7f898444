import type { FeedbackLine } from '../cds-hooks/lines.js';
import { listIn, mapIn, wordIn } from '../cds-hooks/loose.js';
import { parseInstant } from '../instant.js';
import type { FeedRow } from '../rows.js';

/**
 * Reads a line of a `feedback` segment: an answer each. Which card it belongs to is found when it is asked, so that it may
 * come before its card, late, or for a card that nobody knows. Undefined where it is none.
 */
export function feedbackRows(value: unknown): FeedRow[] | undefined {
  const line = mapIn(value) as Partial<FeedbackLine> | undefined;
  if (!line || !wordIn(line.server) || !Array.isArray(line.answers)) return undefined;
  return listIn(line.answers).flatMap((one) => {
    const { card, outcome, reason, responded } = mapIn(one) ?? {};
    if (wordIn(card) === '' || (outcome !== 'accepted' && outcome !== 'overridden')) return [];
    const at = typeof responded === 'string' ? parseInstant(responded) : undefined;
    return [
      {
        table: 'alert_answer',
        version: '',
        values: {
          alert_id: wordIn(card),
          responded: at ?? null,
          response: outcome,
          reason: wordIn(reason),
          server: line.server!,
        },
      },
    ];
  });
}
