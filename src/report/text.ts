import type { AuditResult } from '../result.js';
import { internalNote } from '../wording/internal.js';
import {
  howToRead,
  judgedSentence,
  period,
  purpose,
  questionTally,
  readSentence,
  tally,
} from './headline.js';
import { naming } from './naming.js';
import type { ReportOptions } from './options.js';
import { cannotTellLines } from './text/cannot-tell.js';
import { coverageLines, missingLines } from './text/coverage.js';
import { actionLines, countedLines, staleWaivers, waivedLines } from './text/findings.js';
import { ledgerLines } from './text/ledger.js';
import { columns, wrap } from './text/lines.js';
import { type Paint, paintFor } from './text/paint.js';
import { notMeasurableLines, questionLines } from './text/questions.js';

const rule = (title: string): string => `── ${title} ${'─'.repeat(columns - title.length - 4)}`;

const more =
  'Every finding and measurement, with charts: --format html. All of it as data: --format json or csv.';

/** A titled part; one without lines is left out. */
const section = (title: string, lines: string[], paint: Paint): string[] => {
  const body = lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  return body.length === 0 ? [] : ['', paint.strong(rule(title)), '', ...body];
};

/** What fails or warns is named; the rest is counted. */
const questions = (result: AuditResult): string =>
  questionTally(result)
    .map(({ badge, status, ids }) => {
      const told = `${ids.length} ${badge.slice(2)}`;
      return status === 'fail' || status === 'warn' ? `${told} (${ids.join(', ')})` : told;
    })
    .join(', ');

const opening = (result: AuditResult, paint: Paint): string[] => {
  const { name, version } = result.generator;
  const counts = tally(result).map(({ badge, findings }) => `${findings} ${badge.slice(2)}`);
  return [
    ...wrap(`${name} ${version}`).map(paint.strong),
    ...(result.internal ? [paint.strong(internalNote)] : []),
    ...wrap(purpose),
    '',
    ...wrap(period(result), 'Period    '),
    ...wrap(readSentence(result), 'Read      '),
    ...wrap(`${judgedSentence(result)}.`, 'Judged    '),
    ...(result.questions.length ? wrap(`${questions(result)}.`, 'Questions ') : []),
    ...(counts.length ? wrap(`${counts.join(', ')}.`, 'Findings  ') : []),
    ...wrap(howToRead, 'Reading   '),
  ];
};

/** The report for a terminal: 100 columns, the ledger first, then what failed, last what was read. */
export const text = (result: AuditResult, options: ReportOptions = {}): string => {
  const paint = paintFor(options.color === true);
  const say = naming(result);
  const part = (title: string, lines: string[]): string[] => section(title, lines, paint);
  const lines = [
    ...opening(result, paint),
    ...part('The ledger: each tool against the questions', ledgerLines(result, paint)),
    ...part('The questions, of the whole site and its tools', questionLines(result, paint)),
    ...part('What needs attention', actionLines(result, say, paint)),
    ...part('Waived', [...waivedLines(result, say, paint), ...staleWaivers(result)]),
    ...part('Counted, not listed', countedLines(result)),
    ...part('What was read', coverageLines(result)),
    ...part('What is missing', missingLines(result)),
    ...part('Cannot tell', cannotTellLines(result, say, paint)),
    ...part('What no trace of a tool can answer', notMeasurableLines(result)),
  ];
  return `${[...lines, '', ...wrap(more)].join('\n')}\n`;
};
