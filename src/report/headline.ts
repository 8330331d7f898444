import type { AuditResult, QuestionResult } from '../result.js';
import { days } from '../wording/days.js';
import { count, percent } from '../wording/numbers.js';
import { statuses } from '../wording/statuses.js';
import { notMeasurableBadge } from './words.js';

export const purpose =
  'This report measures the work that the electronic record asks for around each encounter, and asks ' +
  'whether its tools serve the mission of medicine or bury it.';

export const howToRead =
  'A rule passes or fails only where its whole 95% interval lies on one side of its threshold. A logged ' +
  'action is a row of the audit log, not a click.';

export const period = ({ period: { from, to, timeZone } }: AuditResult): string => {
  if (from === null && to === null) return 'none: no dated rows were read';
  return `${days(from, to)} (${timeZone ?? 'no time zone given'})`;
};

export const judged = ({ questions }: AuditResult): { judged: number; rules: number } => ({
  judged: questions.reduce((sum, question) => sum + question.judged, 0),
  rules: questions.reduce((sum, question) => sum + question.rules, 0),
});

export const judgedSentence = (result: AuditResult): string => {
  const { judged: done, rules } = judged(result);
  return `${done} of ${rules} ${rules === 1 ? 'rule' : 'rules'} could be judged`;
};

/** How many findings have which status, worst first; statuses without any are left out. */
export const tally = ({ summary }: AuditResult): { badge: string; status: string; findings: number }[] =>
  statuses
    .filter(({ status }) => summary[status] > 0)
    .map(({ status, mark, word }) => ({ badge: `${mark} ${word}`, status, findings: summary[status] }));

/** The same of the questions, with their ids; what no trace can answer stands apart. */
export const questionTally = ({
  questions,
}: AuditResult): { badge: string; status: string; ids: string[] }[] => {
  const idsOf = (wanted: (question: QuestionResult) => boolean) =>
    questions.filter(wanted).map(({ id }) => id);
  return [
    ...statuses.map(({ status, mark, word }) => ({
      badge: `${mark} ${word}`,
      status,
      ids: idsOf((question) => !question.notMeasurable && question.status === status),
    })),
    { badge: notMeasurableBadge, status: '', ids: idsOf(({ notMeasurable }) => !!notMeasurable) },
  ].filter(({ ids }) => ids.length > 0);
};

/** How much the verdicts rest on, in one line; more stands under “What was read”. */
export const readSentence = ({ coverage }: AuditResult): string => {
  if (coverage.feeds.length === 0) return 'No data was read.';
  const { encounters, clinicianEvents, unmappedShare } = coverage;
  if (clinicianEvents === 0) {
    const filled = coverage.feeds
      .filter(({ kept }) => kept > 0)
      .map(({ feed, kept }) => `${feed} ${count(kept)}`);
    return `no logged action of a clinician. Rows kept: ${filled.join(', ') || 'none'}.`;
  }
  const rest = unmappedShare === null ? '' : `, of which ${percent(unmappedShare)} belong to no known tool`;
  const many = (n: number, what: string) => `${count(n)} ${what}${n === 1 ? '' : 's'}`;
  return `${many(encounters, 'encounter')}; ${many(clinicianEvents, 'logged action')} of clinicians${rest}.`;
};
