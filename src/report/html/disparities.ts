import type { AuditResult, Disparity } from '../../result.js';
import { difference } from '../../wording/difference.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { bare, count, interval } from '../../wording/numbers.js';
import { table } from '../../wording/table.js';
import type { Naming } from '../naming.js';

const suppressed = html`<span class="soft">suppressed</span>`;

const columns = [
  { title: 'Of' },
  { title: 'Measure' },
  { title: 'Set against' },
  { title: 'Ratio', number: true },
  { title: '95% interval', number: true },
  { title: 'Difference', number: true },
  { title: '95% interval', number: true },
  { title: 'Denominators', number: true },
  { title: 'q', number: true },
];

/** The interval of a difference, with signs; “points” once. */
const range = ([from, to]: [number, number], unit: string): string =>
  `${difference(from, unit).replace(/ points$/, '')} to ${difference(to, unit)}`;

const figures = (row: Disparity, unit: string): Child[] => [
  row.ratio === null ? 'none' : bare(row.ratio, 'ratio'),
  row.ratioInterval ? interval(row.ratioInterval, 'ratio') : 'none',
  row.difference === null ? 'none' : difference(row.difference, unit),
  row.differenceInterval ? range(row.differenceInterval, unit) : 'none',
  html`${row.denominator === null ? 'none' : count(row.denominator)} and ${
    row.referenceDenominator === null ? 'none' : count(row.referenceDenominator)
  }${row.small && html` <span class="small">n under 30</span>`}`,
  row.q === null ? 'not judged' : bare(row.q, 'q'),
];

/** Every stratum of patients that a rule set against another: how much they differ, and how surely. */
export const disparities = (result: AuditResult, say: Naming): Markup | null => {
  const rows = result.disparities ?? [];
  if (rows.length === 0) return null;
  const units = new Map(result.measurements.map(({ measure, unit }) => [measure, unit]));
  const group = ({ stratifier }: Disparity, value: string) => ({ stratum: `${stratifier}=${value}` });
  return html`
<details class="folded long"><summary>Differences between groups of patients (${rows.length})</summary>
${table({
  id: 'disparities-table',
  caption:
    'Groups of patients that rules compare. q is p corrected for how many groups are compared (Benjamini and Hochberg)',
  columns,
  rows: rows.map((row) => [
    bdi(say.group({ ...row.by, ...group(row, row.stratum) })),
    say.measure(row.measure),
    bdi(say.group(group(row, row.reference))),
    ...(row.suppressed
      ? columns.slice(3).map((_, at) => (at === 0 ? suppressed : '–'))
      : figures(row, units.get(row.measure) ?? '')),
  ]),
})}
</details>`;
};
