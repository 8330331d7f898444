import type { AuditResult } from '../../result.js';
import { badgeOf, worstFirst } from '../../wording/statuses.js';
import { judgedOf } from '../judged.js';
import { notMeasurableBadge } from '../words.js';
import { cut, pad, width, wrap } from './lines.js';
import type { Paint } from './paint.js';

const idWidth = 40;

/** All questions at a glance, a line each: worst first, and last what no trace can answer. */
export const questionLines = (result: AuditResult, paint: Paint): string[] => {
  const { questions } = result;
  const measurable = worstFirst(questions.filter(({ notMeasurable }) => !notMeasurable));
  const others = questions.filter(({ notMeasurable }) => notMeasurable);
  const badgeWidth = width(others.length > 0 ? notMeasurableBadge : badgeOf('insufficient-data'));
  const room = Math.min(idWidth, Math.max(0, ...questions.map(({ id }) => width(cut(id, idWidth)))));
  const lead = (badge: string, id: string) => `  ${pad(badge, badgeWidth)}  ${pad(cut(id, idWidth), room)}`;
  return [
    ...measurable.map((each) =>
      paint.status(each.status, `${lead(badgeOf(each.status), each.id)}  ${judgedOf(each, result)}`),
    ),
    ...others.map(({ id }) => paint.faint(lead(notMeasurableBadge, id).trimEnd())),
    ...(questions.length > 0
      ? [
          '',
          ...wrap(
            'A pass speaks of what its rules measure and of nothing else. What each of them asks: mission-audit rules list.',
            '  ',
          ),
        ]
      : []),
  ];
};

/** What no trace can answer is asked all the same, so that silence is not taken for "fine". */
export const notMeasurableLines = ({ questions }: AuditResult): string[] =>
  questions.flatMap(({ asks, notMeasurable }) =>
    notMeasurable
      ? [
          ...wrap(asks, '  ○ '),
          ...wrap(notMeasurable.why, '    '),
          ...wrap(notMeasurable.collect, '    To collect: '),
        ]
      : [],
  );
