import type { AnswerFacts } from './lines.js';
import { cardIdIn, listIn, mapIn, wordIn } from './loose.js';

/** The reasons that CDS Hooks 3.0 names by way of example, at the addresses they have had; their codes stand alone. */
const EXAMPLE_REASONS = new Set([
  'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes',
  'http://cds-hooks.hl7.org/CodeSystem/non-adherence-reason',
]);

/**
 * The answers of a feedback request (2.0, "Feedback"); what says neither which card nor what became of it is no answer.
 */
export function answerFacts(body: unknown): AnswerFacts[] {
  return listIn(mapIn(body)?.feedback).flatMap((one) => {
    const item = mapIn(one) ?? {};
    const card = cardIdIn(item.card);
    const outcome = wordIn(item.outcome);
    if (card === '' || (outcome !== 'accepted' && outcome !== 'overridden')) return [];
    const reason = outcome === 'overridden' ? reasonOf(item.overrideReason ?? item.overrideReasons) : '';
    return [{ card, outcome, reason, responded: instantOf(item.outcomeTimestamp) }];
  });
}

/** `{reason: {code, system}}` (2.0); a concept with codings (3.0), the older flat `{code, system}` and a bare code are borne too. */
function reasonOf(written: unknown): string {
  const outer = mapIn(Array.isArray(written) ? written[0] : written);
  const inner = outer?.reason ?? outer;
  const coding = mapIn(listIn(mapIn(inner)?.coding)[0]) ?? mapIn(inner);
  const code = wordIn(coding?.code) || wordIn(inner);
  const system = wordIn(coding?.system);
  if (code === '') return '';
  return system === '' || EXAMPLE_REASONS.has(system) ? code : `${system}|${code}`;
}

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/** As an instant. One without offset is UTC, for so the 2.0 table says of `outcomeTimestamp`; '' where it is no instant. */
function instantOf(value: unknown): string {
  const [, clock, offset = 'Z'] = DATE_TIME.exec(wordIn(value)) ?? [];
  const at = clock === undefined ? Number.NaN : Date.parse(clock + offset);
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}
