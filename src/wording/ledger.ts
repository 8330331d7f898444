import type { QuestionResult, Status, ToolResult } from '../result.js';
import { rankOf, statuses } from './statuses.js';

/** What the filter says of a tool, worst first; mark and word go together. */
export const filters: { filter: ToolResult['filter']; mark: string; word: string }[] = [
  { filter: 'warning-sign', mark: '✗', word: 'warning sign' },
  { filter: 'mixed', mark: '±', word: 'mixed' },
  { filter: 'serves', mark: '✓', word: 'serves the mission' },
  { filter: 'cannot-tell', mark: '?', word: 'cannot tell' },
];

export const notAsked = '· not asked';

/** What a tool got for a question; undefined where no rule of that question looks at it. */
export const verdictOf = ({ questions }: ToolResult, question: string): Status | undefined =>
  Object.hasOwn(questions, question) ? questions[question] : undefined;

const wasAsked = ({ questions }: ToolResult): boolean => Object.keys(questions).length > 0;

/** Mark and word of what a tool's verdicts come to; of one that no rule looks at, just that. */
export const inAllOf = (tool: ToolResult): string => {
  const known = filters.find(({ filter }) => filter === tool.filter);
  return wasAsked(tool) && known ? `${known.mark} ${known.word}` : notAsked;
};

const how = (tool: ToolResult, status: Status): number =>
  Object.values(tool.questions).filter((got) => got === status).length;

const own = 'mission-audit';
/** Last stands what no rule looks at, and our own app. */
const rankOfTool = (tool: ToolResult): number => {
  if (tool.tool === own) return filters.length + 1;
  return wasAsked(tool) ? filters.findIndex(({ filter }) => filter === tool.filter) : filters.length;
};

/** By what the filter says, then by failed, then by warned questions, then by name. */
export const toolsWorstFirst = (tools: readonly ToolResult[]): ToolResult[] =>
  tools.toSorted(
    (a, b) =>
      rankOfTool(a) - rankOfTool(b) ||
      how(b, 'fail') - how(a, 'fail') ||
      how(b, 'warn') - how(a, 'warn') ||
      a.title.localeCompare(b.title, 'en'),
  );

/** The tools that some rule looks at, and those that none does. */
export const byAsked = (tools: readonly ToolResult[]): { asked: ToolResult[]; unasked: ToolResult[] } => {
  const sorted = toolsWorstFirst(tools);
  return { asked: sorted.filter(wasAsked), unasked: sorted.filter((tool) => !wasAsked(tool)) };
};

const worstOf = ({ id }: QuestionResult, tools: readonly ToolResult[]): number =>
  Math.min(...tools.map((tool) => verdictOf(tool, id)).map((got) => (got ? rankOf(got) : statuses.length)));

/** What is put to at least one tool, that with the worst answer first; and what is put to the whole site only. */
export const questionsOfTools = <T extends QuestionResult>(
  questions: readonly T[],
  tools: readonly ToolResult[],
): { across: T[]; ofSite: T[] } => {
  const measurable = questions.filter(({ notMeasurable }) => !notMeasurable);
  const across = measurable.filter(({ id }) => tools.some((tool) => verdictOf(tool, id)));
  return {
    across: across.toSorted((a, b) => worstOf(a, tools) - worstOf(b, tools)),
    ofSite: measurable.filter((each) => each.rules > 0 && !across.includes(each)),
  };
};
