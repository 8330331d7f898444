import { clinicianRows, unmapped } from '../measures/tool-suggestions/draft.js';
import { unsortedLines } from '../measures/tool-suggestions/proposals.js';
import type { FactGroup } from '../measures/tool-suggestions/rows.js';
import { type Column, sideBySide, wrap } from '../report/text/lines.js';
import type { Line, Tool } from '../store/config/tools.js';
import { days } from '../wording/days.js';
import { count, percent } from '../wording/numbers.js';

const TABLE: Column[] = [
  { width: 46 },
  { width: 17 },
  { width: 11, right: true },
  { width: 17, right: true },
];
const LEFT: Column[] = [{ width: 11, right: true }, { width: 10, right: true }, { width: 71 }];
const SHOWN = 20;

/** What tools.yaml makes of the audit log, by rows; users are not shown. Lines fit 100 columns. */
export function toolsText(
  groups: FactGroup[],
  {
    tools,
    period,
    file,
  }: { tools: Tool[]; period: { from: string; to: string } | null; file: string | undefined },
): string {
  if (groups.length === 0) return 'There is no audit log to be mapped.\n';
  const acting = groups.filter(({ background }) => !background);
  const pending = unmapped(groups, 'tool');
  return [
    ...wrap(
      `${file ?? 'No tools.yaml was given: nothing is mapped.'}${file ? ' and' : ' Here is'} the audit log${period ? ` of ${days(period.from, period.to)}` : ''}.`,
    ),
    '',
    ...sideBySide(['Tool', 'Category', 'Rows', 'Clinicians’ rows'], TABLE),
    ...byTool(acting, tools),
    '',
    ...sideBySide(['Activity', '', 'Rows', 'Clinicians’ rows'], TABLE),
    ...byActivity(acting),
    ...refreshed(groups),
    '',
    ...notMapped(pending, clinicianRows(acting)),
    '',
  ].join('\n');
}

function byTool(acting: FactGroup[], tools: Tool[]): string[] {
  const known = [...new Map(tools.map((tool) => [tool.id, tool])).values()];
  const lines = known.map(({ id, title, category }) => {
    const own = acting.filter(({ tool }) => tool === id);
    return { name: title === id ? id : `${id}: ${title}`, category, ...sums(own) };
  });
  lines.sort((a, b) => b.clinicians - a.clinicians || b.rows - a.rows);
  const none = { name: 'no tool', category: '', ...sums(acting.filter(({ tool }) => tool === '')) };
  return [...lines, none].flatMap(({ name, category, rows, clinicians }) =>
    sideBySide([name, category, count(rows), count(clinicians)], TABLE),
  );
}

function byActivity(acting: FactGroup[]): string[] {
  const ids = [...new Set(acting.map(({ activity }) => activity))];
  return ids
    .map((id) => ({ id, ...sums(acting.filter(({ activity }) => activity === id)) }))
    .sort((a, b) => Number(a.id === '') - Number(b.id === '') || b.clinicians - a.clinicians)
    .flatMap(({ id, rows, clinicians }) =>
      sideBySide([id || 'no activity', '', count(rows), count(clinicians)], TABLE),
    );
}

function sums(groups: FactGroup[]): { rows: number; clinicians: number } {
  return { rows: groups.reduce((sum, { rows }) => sum + rows, 0), clinicians: clinicianRows(groups) };
}

function refreshed(groups: FactGroup[]): string[] {
  const rows = groups.filter(({ background }) => background).reduce((sum, group) => sum + group.rows, 0);
  return rows > 0
    ? ['', ...wrap(`Besides, ${count(rows)} rows came from screens that refresh themselves.`)]
    : [];
}

function notMapped(pending: FactGroup[], all: number): string[] {
  if (pending.length === 0) return ['Every row of a clinician belongs to a tool.'];
  const lines = unsortedLines(pending);
  const rows = clinicianRows(pending);
  return [
    ...wrap(`${count(rows)} clinicians’ rows (${percent(rows / all)}) belong to no tool. Most of them are:`),
    ...lines
      .slice(0, SHOWN)
      .flatMap((line) => sideBySide([count(line.rows), percent(line.rows / all), words(line.match)], LEFT)),
    ...(lines.length > SHOWN ? [`  … and ${count(lines.length - SHOWN)} more kinds of rows`] : []),
    ...wrap('For a draft of what is missing give the same command with --suggest.'),
  ];
}

function words(match: Line): string {
  const facts = Object.entries(match).map(([key, value]) => `${key} ${[value].flat().join(' or ')}`);
  return facts.join(', ') || 'nothing that tells them apart';
}
