import type { CardFacts } from './lines.js';
import { cardIdIn, type Loose, listIn, mapIn, wordIn } from './loose.js';

const INDICATORS = new Set(['info', 'warning', 'critical']);

/** Of 1.0's drafts: `hard-stop` became `critical`, `success` is gone. */
const FORMER: Record<string, string> = { 'hard-stop': 'critical' };

/** The cards of an answer (2.0, "Card Attributes"), without a word of what they say. `service` is as the EHR knows it. */
export function cardFacts(answer: Loose, service: string): CardFacts[] {
  return listIn(answer.cards).flatMap((one) => {
    const card = mapIn(one);
    return card ? [factsOf(card, service)] : [];
  });
}

function factsOf(card: Loose, service: string): CardFacts {
  const source = mapIn(card.source) ?? {};
  const label =
    wordIn(source.label) ||
    wordIn(source.name) ||
    (typeof card.source === 'string' ? wordIn(card.source) : '');
  const said = wordIn(card.indicator);
  const indicator = FORMER[said] ?? said;
  return {
    id: cardIdIn(card.uuid),
    key: [service, topicOf(source.topic) || label].filter(Boolean).join('/'),
    indicator: INDICATORS.has(indicator) ? indicator : '',
    source: label,
    suggestions: listIn(card.suggestions).length,
    links: listIn(card.links).length,
  };
}

/** A coding (2.0); a CodeableConcept is borne too. */
function topicOf(topic: unknown): string {
  const { code, coding } = mapIn(topic) ?? {};
  return wordIn(code) || wordIn(mapIn(listIn(coding)[0])?.code);
}

/** The kinds of change that a service asks for without a card (2.0, "System Action"): `create ServiceRequest`. */
export function systemActions(answer: Loose): string[] {
  return listIn(answer.systemActions).flatMap((one) => {
    const action = mapIn(one);
    if (!action) return [];
    const resource = wordIn(mapIn(action.resource)?.resourceType);
    return [[wordIn(action.type), resource].filter(Boolean).join(' ')];
  });
}
