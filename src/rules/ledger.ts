import type { Finding, Status, ToolResult } from '../result.js';
import { isJudged, rollUp } from './questions.js';
import type { FilterLine, FilterWord, RuleSet } from './rule-set.js';

export type Tool = Pick<ToolResult, 'tool' | 'title' | 'category'>;

/** "The mission is the filter": each tool with what its verdicts, read together, say of it. */
export function ledger(ruleSet: RuleSet, findings: readonly Finding[], tools: readonly Tool[]): ToolResult[] {
  return tools.map(({ tool, title, category }) => {
    const own = findings.filter((finding) => finding.by.tool === tool);
    const questions: Record<string, Status> = {};
    for (const { id } of ruleSet.questions) {
      const about = own.filter(({ question }) => question === id);
      if (about.length > 0) questions[id] = rollUp(about);
    }
    return { tool, title, category, questions, filter: filterOf(ruleSet.filter, own) };
  });
}

/** The first line that matches; without one nothing can be told. */
function filterOf(lines: readonly FilterLine[], own: readonly Finding[]): ToolResult['filter'] {
  return lines.find((line) => matches(line, own))?.is ?? 'cannot-tell';
}

function matches({ when }: FilterLine, own: readonly Finding[]): boolean {
  return Object.entries(when).every(([word, subjects]) => {
    const judged = own.filter((finding) => isJudged(finding) && speaksOf(finding, subjects));
    return tests[word as FilterWord](judged);
  });
}

/** Over findings that were judged: what could not be told neither helps nor harms a tool. */
const tests: Record<FilterWord, (judged: readonly Finding[]) => boolean> = {
  'any-pass': (judged) => judged.some(({ status }) => status === 'pass'),
  'any-fail': (judged) => judged.some(({ status }) => status === 'fail'),
  'none-fail': (judged) => judged.every(({ status }) => status !== 'fail'),
  'all-fail': (judged) => judged.length > 0 && judged.every(({ status }) => status === 'fail'),
  'any-judged': (judged) => judged.length > 0,
};

const speaksOf = ({ side, question }: Finding, subjects: readonly string[]): boolean =>
  subjects.some((subject) => subject === 'all' || subject === side || subject === question);
