import type { AuditResult, QuestionResult, Status, ToolResult } from '../../result.js';
import { byAsked, inAllOf, notAsked, questionsOfTools, verdictOf } from '../../wording/ledger.js';
import { badgeOf } from '../../wording/statuses.js';
import { inAllNote } from '../words.js';
import { columns, cut, pad, sideBySide, width, wrap } from './lines.js';
import type { Paint } from './paint.js';

const toolWidth = 20;
const inAllWidth = 14;
const short: Partial<Record<Status, string>> = { 'not-applicable': '– n/a' };

/** Wide enough for a verdict, and for most words of a question's name. */
const cellWidthOf = (questions: QuestionResult[]): number =>
  Math.min(16, Math.max(13, ...questions.flatMap(({ id }) => id.split(/(?<=-)/)).map(width)));

/** A cell's colour is put on after its room was measured; the last one of a line needs no room. */
const cell = (status: Status | undefined, room: number, paint: Paint): string =>
  status === undefined
    ? paint.faint(pad(notAsked, room))
    : paint.status(status, pad(short[status] ?? badgeOf(status), room));

/** As many questions side by side as fit; the first block also says what a tool's verdicts come to. */
interface Block {
  questions: QuestionResult[];
  inAll: boolean;
  cellWidth: number;
}

const blocksOf = (questions: QuestionResult[]): Block[] => {
  const cellWidth = cellWidthOf(questions);
  const spaces = (taken: number) => Math.floor((columns - taken) / (cellWidth + 2));
  const first = spaces(2 + toolWidth + 2 + inAllWidth);
  const more = spaces(2 + toolWidth);
  const later = Array.from({ length: Math.ceil((questions.length - first) / more) }, (_, at) =>
    questions.slice(first + at * more, first + (at + 1) * more),
  );
  return [
    { questions: questions.slice(0, first), inAll: true, cellWidth },
    ...later.map((some) => ({ questions: some, inAll: false, cellWidth })),
  ];
};

const row = (tool: ToolResult, { questions, inAll, cellWidth }: Block, paint: Paint): string => {
  const cells = questions.map(({ id }, at) =>
    cell(verdictOf(tool, id), at < questions.length - 1 ? cellWidth : 0, paint),
  );
  const lead = [pad(cut(tool.title, toolWidth), toolWidth)];
  if (inAll)
    lead.push(
      pad(cut(inAllOf(tool).replace(/ the mission$/, ''), inAllWidth), cells.length > 0 ? inAllWidth : 0),
    );
  return `  ${[...lead, ...cells].join('  ')}`;
};

const header = ({ questions, inAll, cellWidth }: Block): string[] =>
  sideBySide(
    ['', ...(inAll ? ['In all'] : []), ...questions.map(({ id }) => id)],
    [
      { width: toolWidth },
      ...(inAll ? [{ width: inAllWidth }] : []),
      ...questions.map(() => ({ width: cellWidth })),
    ],
  );

const list = (lead: string, names: string[]): string[] =>
  names.length > 0 ? wrap(`${names.join(', ')}.`, `  ${lead}: `) : [];

/** Tools down, worst first; questions across, where at least one tool is asked. */
export const ledgerLines = ({ questions, tools }: AuditResult, paint: Paint): string[] => {
  if (tools.length === 0) return ['  No tool was found in what was read.'];
  const { asked, unasked } = byAsked(tools);
  const { across, ofSite } = questionsOfTools(questions, tools);
  const blocks = asked.length > 0 ? blocksOf(across) : [];
  const used = new Set(asked.flatMap((tool) => across.map(({ id }) => verdictOf(tool, id))));
  return [
    ...blocks.flatMap((block) => [
      ...header(block).map(paint.faint),
      ...asked.map((tool) => row(tool, block, paint)),
      '',
    ]),
    ...list(
      'No rule looks at',
      unasked.map(({ title }) => title),
    ),
    ...list(
      'No finding about a single tool',
      ofSite.map(({ id }) => id),
    ),
    ...(asked.length > 0 ? wrap(inAllNote, '  ') : []),
    ...(used.has(undefined) ? wrap('Not asked: no rule of that question looks at that tool.', '  ') : []),
    ...(used.has('not-applicable') ? wrap('N/a: its rules do not apply there.', '  ') : []),
  ];
};
