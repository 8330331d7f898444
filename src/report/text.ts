import type { AuditResult } from '../result.js';
import { howToRead, judgedSentence, period, purpose, tally } from './headline.js';
import { naming } from './naming.js';
import type { ReportOptions } from './options.js';
import { coverageLines, missingLines } from './text/coverage.js';
import {
  actionLines,
  cannotTellLines,
  notApplicableCount,
  passedLines,
  staleWaivers,
  waivedLines,
} from './text/findings.js';
import { ledgerLines } from './text/ledger.js';
import { columns, wrap } from './text/lines.js';
import { type Paint, paintFor } from './text/paint.js';

const rule = (title: string): string => `── ${title} ${'─'.repeat(columns - title.length - 4)}`;

const more = 'Every measurement, with charts: --format html. All of it as data: --format json or csv.';

/** A titled part; one without lines is left out. */
const section = (title: string, lines: string[], paint: Paint): string[] => {
  const body = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return body.length === 0 ? [] : ['', paint.strong(rule(title)), '', ...body];
};

const opening = (result: AuditResult, paint: Paint): string[] => {
  const { name, version } = result.generator;
  const counts = tally(result).map(({ badge, findings }) => `${findings} ${badge.slice(2)}`);
  return [
    ...wrap(`${name} ${version}`).map(paint.strong),
    ...(result.internal ? [paint.strong('Internal, not for publication')] : []),
    ...wrap(purpose),
    '',
    ...wrap(period(result), 'Period    '),
    ...wrap(`${judgedSentence(result)}.`, 'Judged    '),
    ...(counts.length ? wrap(`${counts.join(', ')}.`, 'Findings  ') : []),
    ...wrap(howToRead, 'Reading   '),
  ];
};

/** The report for a terminal: 100 columns, what failed first. */
export const text = (result: AuditResult, options: ReportOptions = {}): string => {
  const paint = paintFor(options.color === true);
  const say = naming(result);
  const part = (title: string, lines: string[]): string[] => section(title, lines, paint);
  const unasked = notApplicableCount(result);
  const lines = [
    ...opening(result, paint),
    ...part('What was read', coverageLines(result)),
    ...part('What is missing', missingLines(result)),
    ...part('Tools and questions', result.tools.length ? ledgerLines(result, paint) : []),
    ...part('What needs attention', actionLines(result, say, paint)),
    ...part('Cannot tell', cannotTellLines(result, say, paint)),
    ...part('Passed', passedLines(result, say, paint)),
    ...part('Waived', [...waivedLines(result, say, paint), ...staleWaivers(result)]),
    ...part(
      'Not applicable',
      unasked
        ? [`  ${unasked} ${unasked === 1 ? 'finding' : 'findings'}: the rule does not apply there.`]
        : [],
    ),
  ];
  return `${[...lines, '', ...wrap(more)].join('\n')}\n`;
};
