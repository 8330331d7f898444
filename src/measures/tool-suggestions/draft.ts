import { ACTIVITIES, type Line, lineTest, OWN_TOOL } from '../../store/config/tools.js';
import { byEntity, byMetric, type Proposal, unsortedLines } from './proposals.js';
import type { FactGroup } from './rows.js';
import { bySource } from './sources.js';

/** An entry of a draft, with the clinician rows that it would be the first to match. */
export interface DraftEntry {
  id: string;
  title: string;
  category: string;
  lines: { match: Line; rows: number }[];
  rows: number;
}

export interface Draft {
  tools: DraftEntry[];
  activities: DraftEntry[];
  /** Rows whose tool nothing tells, most first: somebody must say what they are. */
  unsorted: { match: Line; rows: number }[];
  /** Clinician rows that no tool has yet, and how many the draft leaves so. */
  pending: number;
  left: number;
}

/** Rows that tools.yaml has no tool, or no activity, for. */
export function unmapped(groups: FactGroup[], what: 'tool' | 'activity'): FactGroup[] {
  return groups.filter((group) => group[what] === '' && !group.background && group.clinicianRows > 0);
}

/** Proposes tools and activities for the clinician rows that have none. A start to be read and mended, not an answer. */
export function draftTools(groups: FactGroup[]): Draft {
  const sources = bySource(groups);
  const pending = unmapped(groups, 'tool');
  const tools = counted(withOwnIds([...sources, ...categoryTools(pending)]), pending);
  const inactive = unmapped(groups, 'activity').filter(({ tool }) => tool !== OWN_TOOL);
  const activities = counted(activityEntries(inactive, sources), inactive);
  const left = pending.filter(({ facts }) => !tools.some(({ lines }) => matches(lines, facts)));
  return {
    tools,
    activities,
    unsorted: unsortedLines(left),
    pending: clinicianRows(pending),
    left: clinicianRows(left),
  };
}

export function clinicianRows(groups: FactGroup[]): number {
  return groups.reduce((sum, group) => sum + group.clinicianRows, 0);
}

/** Tools of the rest, one a category. Of a row's words the first of these tells it. */
const CATEGORY_TOOLS: [category: string, id: string, title: string][] = [
  ['ordering', 'order-entry', 'Order entry'],
  ['inbox', 'inbox', 'Inbox'],
  ['billing', 'billing', 'Billing'],
  ['telehealth', 'telehealth', 'Telehealth'],
  ['remote-monitoring', 'remote-monitoring', 'Remote monitoring'],
  ['decision-support', 'decision-support', 'Decision support'],
  ['administration', 'front-desk', 'Signing in, scheduling and registration'],
  ['documentation', 'notes', 'Notes'],
  ['communication', 'communication', 'Communication'],
  ['education', 'education', 'Patient education'],
  ['chart-review', 'chart', 'Chart'],
];

function categoryTools(groups: FactGroup[]): Proposal[] {
  const proposals = [...byMetric(groups), ...byEntity(groups)];
  return CATEGORY_TOOLS.map(([category, id, title]) => ({
    id,
    title,
    category,
    lines: proposals.filter((one) => one.category === category).flatMap(({ lines }) => lines),
  }));
}

/** A source whose work is an activity gives all its rows to it; the others' rows are told by what they touch. */
function activityEntries(groups: FactGroup[], sources: Proposal[]): Proposal[] {
  const proposals = [...sources.filter(({ id }) => id !== OWN_TOOL), ...categoryTools(groups)];
  return CATEGORY_TOOLS.map(([category]) => category)
    .filter((category) => ACTIVITIES.includes(category))
    .map((category) => ({
      id: category,
      title: category,
      category,
      lines: proposals.filter((one) => one.category === category).flatMap(({ lines }) => lines),
    }));
}

/** An id that another tool has too gets a number: `inbox`, `inbox-2`. */
function withOwnIds(proposals: Proposal[]): Proposal[] {
  const seen = new Map<string, number>();
  return proposals.map((proposal) => {
    const times = (seen.get(proposal.id) ?? 0) + 1;
    seen.set(proposal.id, times);
    return times > 1 && proposal.id !== OWN_TOOL ? { ...proposal, id: `${proposal.id}-${times}` } : proposal;
  });
}

function matches(lines: { match: Line }[], facts: FactGroup['facts']): boolean {
  return lines.some(({ match }) => lineTest(match)(facts));
}

/** Gives every row to the first line that fits it, as a tools.yaml does; leaves out what gets none. */
function counted(proposals: Proposal[], groups: FactGroup[]): DraftEntry[] {
  const lines = proposals.flatMap((proposal) =>
    proposal.lines.map((match) => ({ proposal, match, test: lineTest(match), rows: 0 })),
  );
  for (const { facts, clinicianRows: rows } of groups) {
    const first = lines.find(({ test }) => test(facts));
    if (first) first.rows += rows;
  }
  return proposals.flatMap((proposal) => {
    const own = lines.filter((line) => line.proposal === proposal && line.rows > 0);
    const rows = own.reduce((sum, line) => sum + line.rows, 0);
    const { id, title, category } = proposal;
    return rows > 0
      ? [{ id, title, category, rows, lines: own.map(({ match, rows }) => ({ match, rows })) }]
      : [];
  });
}
