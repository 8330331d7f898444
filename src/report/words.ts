import type { AuditResult, Finding, Reason, Status } from '../result.js';
import { day } from '../wording/days.js';
import { statuses } from '../wording/statuses.js';

export { inAllOf, verdictOf } from '../wording/ledger.js';
export { rankOf, statuses, worstFirst } from '../wording/statuses.js';

const byStatus = new Map(statuses.map((entry) => [entry.status, entry]));

export const wordOf = (status: Status): string => byStatus.get(status)!.word;
export const badgeOf = (status: Status): string => `${byStatus.get(status)!.mark} ${wordOf(status)}`;

/** A question that no trace can answer has no verdict. */
export const notMeasurableBadge = '○ not measurable';

/** What a reader is told, and what to do next, where a rule could not be judged. */
export const reasons: Record<Reason, { title: string; next: string }> = {
  'missing-table': {
    title: 'The data it needs was not given',
    next: 'Ask for the data listed under “What is missing”, and run the audit again.',
  },
  unmapped: {
    title: 'Too many logged actions belong to no known tool',
    next: 'Run “mission-audit tools --suggest”, and add the lines that are right to tools.yaml.',
  },
  'too-few': {
    title: 'Too little data for a fair answer',
    next: 'Take a longer period, or look at the whole site instead of one part of it.',
  },
  'too-close': {
    title: 'Too close to the threshold to call',
    next: 'Take a longer period: more encounters narrow the interval. Until then, treat it as open.',
  },
  'definition-dependent': {
    title: 'The answer changes with how the measure is defined',
    next: 'Compare the variants in the measurements before anybody acts on one of them.',
  },
  suppressed: {
    title: 'The numbers are too small to show without pointing at people',
    next: 'Take a longer period, or a larger group. Nothing is wrong with the data.',
  },
};

/** What is missing may be a baseline, which no feed brings: then each finding says it. */
export const nextOf = (reason: Reason, { coverage }: AuditResult): string =>
  reason === 'missing-table' && coverage.missing.length === 0
    ? 'Each line says what it lacks.'
    : reasons[reason].next;

export const inAllNote =
  'In all: what the filter of the rules file says of a tool’s verdicts together. It is neither a sum nor a grade.';

const basisWords = new Map(
  Object.entries({
    local: 'no outside benchmark',
    consensus: 'generally agreed',
    evidence: 'published evidence',
    regulation: 'regulation',
    none: 'no published basis',
  }),
);

/** Where a threshold comes from, in one line. */
export const basisOf = ({ basis }: Finding): string => {
  const reviewed = basis.reviewed && `Reviewed ${day(basis.reviewed)}`;
  const parts = [basisWords.get(basis.kind) ?? basis.kind, basis.note, basis.citation, reviewed];
  return parts.flatMap((part) => (part ? [sentence(part)] : [])).join('. ');
};

/** Without its full stop. */
const sentence = (text: string): string => {
  const bare = text.trim().replace(/\.$/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

const articles = new Map([
  ['the-mission-of-medicine', 'The mission of medicine'],
  ['behind-the-stethoscope', 'Behind the stethoscope'],
]);

export const articleOf = (id: string): string => articles.get(id) ?? id;
