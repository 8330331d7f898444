import type { AuditResult, QuestionResult, Status, ToolResult } from '../../result.js';
import { badgeOf, inAllNote, inAllOf, verdictOf } from '../words.js';
import { columns, cut, pad, sideBySide, width, wrap } from './lines.js';
import type { Paint } from './paint.js';

const toolWidth = 24;
const cellWidth = 13;
const short: Partial<Record<Status, string>> = { 'not-applicable': '– n/a' };
const perBlock = Math.floor((columns - 2 - toolWidth) / (cellWidth + 2));

/** A cell's colour is put on after its room was measured; the last one of a line needs no room. */
const cell = (status: Status | undefined, room: number, paint: Paint): string => {
  if (status === undefined) return paint.faint(pad('· not asked', room));
  return paint.status(status, pad(short[status] ?? badgeOf(status), room));
};

const row = (tool: ToolResult, questions: QuestionResult[], paint: Paint): string => {
  const cells = questions.map(({ id }, at) =>
    cell(verdictOf(tool, id), at < questions.length - 1 ? cellWidth : 0, paint),
  );
  return `  ${[pad(cut(tool.title, toolWidth), toolWidth), ...cells].join('  ')}`;
};

const header = (questions: QuestionResult[]): string[] =>
  sideBySide(
    ['', ...questions.map(({ id }) => id)],
    [{ width: toolWidth }, ...questions.map(() => ({ width: cellWidth }))],
  );

const block = (questions: QuestionResult[], tools: ToolResult[], paint: Paint): string[] => [
  ...header(questions).map(paint.faint),
  ...tools.map((tool) => row(tool, questions, paint)),
];

const inAll = (tools: ToolResult[]): string[] => {
  const room = Math.max(0, ...tools.map(({ title }) => width(cut(title, toolWidth))));
  return tools.map((tool) => `  ${pad(cut(tool.title, toolWidth), room)}  ${inAllOf(tool)}`);
};

/** What no trace can answer is asked all the same, so that silence is not taken for "fine". */
const unanswerable = (questions: QuestionResult[]): string[] => {
  const lines = questions.flatMap(({ asks, notMeasurable }) =>
    notMeasurable ? wrap(`${asks} ${notMeasurable.why} To collect: ${notMeasurable.collect}`, '    ○ ') : [],
  );
  return lines.length > 0 ? ['', '  Asked, and no trace of a tool can answer it', ...lines] : [];
};

/** Tools down, questions across; as many questions side by side as fit. */
export const ledgerLines = ({ questions: all, tools }: AuditResult, paint: Paint): string[] => {
  const questions = all.filter(({ notMeasurable }) => !notMeasurable);
  const blocks = Array.from({ length: Math.ceil(questions.length / perBlock) }, (_, at) =>
    questions.slice(at * perBlock, (at + 1) * perBlock),
  );
  return [
    '  In all',
    ...inAll(tools),
    '',
    ...blocks.flatMap((some) => [...block(some, tools, paint), '']),
    ...questions.flatMap(({ id, asks }) => wrap(asks, `  ${cut(id, toolWidth)}: `)),
    '',
    ...wrap(inAllNote, '  '),
    ...wrap(
      'Not asked: no rule of that question looks at that tool. N/a: its rules do not apply there.',
      '  ',
    ),
    ...unanswerable(all),
  ];
};
