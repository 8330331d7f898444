import type { AuditResult, Measurement } from '../../result.js';
import { bdi, type Child, html, type Markup } from '../../wording/html-tag.js';
import { bare, basedOn, count, interval, isShare, percent } from '../../wording/numbers.js';
import { type Table, table } from '../../wording/table.js';
import { dimensionWord, humanised, type Naming, variantWords } from '../naming.js';
import { distribution } from './charts/distribution.js';
import { hourMap } from './charts/hour-map.js';
import { disparities } from './disparities.js';

const suppressed = html`<span class="soft">suppressed</span>`;

const name = ({ title, variant }: Measurement): Markup =>
  html`${title}${variant !== undefined && html` <span class="soft">(${variantWords(variant)})</span>`}`;

const figures = [
  { title: 'Value', number: true },
  { title: 'Unit' },
  { title: '95% interval', number: true },
  { title: 'Numerator and denominator', number: true },
  { title: 'Clinicians', number: true },
  { title: 'Encounters', number: true },
];

const cells = (cell: Measurement): Child[] =>
  cell.suppressed
    ? figures.map((_, at) => (at === 0 ? suppressed : '–'))
    : [
        cell.value === null ? 'none' : bare(cell.value, cell.unit),
        isShare(cell.unit) ? '' : cell.unit,
        cell.interval ? interval(cell.interval, cell.unit) : 'none',
        html`${basedOn(cell) ?? 'none'}${cell.small && html` <span class="small">n under 30</span>`}`,
        cell.clinicians === null ? 'none' : count(cell.clinicians),
        !cell.encounters ? 'none' : count(cell.encounters),
      ];

const siteTable = (measurements: Measurement[]): Table => ({
  id: 'site-table',
  caption: 'Measurements of the whole site',
  columns: [{ title: 'Measure' }, ...figures],
  rows: measurements.map((cell) => [name(cell), ...cells(cell)]),
});

const dimensionTable = (dimension: string, measurements: Measurement[], say: Naming, at: number): Markup => {
  const word = dimension.split(' & ').map(dimensionWord).join(' and ');
  const touched = measurements.some(({ touchedShare }) => touchedShare !== undefined);
  return html`
<details class="folded long"><summary>By ${word} (${measurements.length})</summary>
${table({
  id: `dimension-${at}-table`,
  caption: `Measurements by ${word}`,
  columns: [
    { title: humanised(word) },
    { title: 'Measure' },
    ...figures,
    ...(touched ? [{ title: 'Share of all encounters that it touched', number: true }] : []),
  ],
  rows: measurements.map((cell) => [
    bdi(say.group(cell.by)),
    name(cell),
    ...cells(cell),
    ...(touched ? [typeof cell.touchedShare === 'number' ? percent(cell.touchedShare) : 'none'] : []),
  ]),
})}
</details>`;
};

const charts = ({ charts: { distributions, hourOfWeek } }: AuditResult): Markup => html`
<div class="charts">${distributions.map((each, at) => distribution(each, `distribution-${at + 1}`))}</div>
${hourMap(hourOfWeek, 'hours')}`;

/** Every figure: first the whole site, then by each dimension, then between groups. */
export const measurements = (result: AuditResult, say: Naming): Markup => {
  if (result.measurements.length === 0) return html`<p>Nothing was measured.</p>`;
  const dimensionOf = ({ by }: Measurement): string => Object.keys(by).join(' & ');
  const dimensions = [...new Set(result.measurements.map(dimensionOf))];
  const of = (dimension: string) => result.measurements.filter((cell) => dimensionOf(cell) === dimension);
  const site = of('');
  return html`${charts(result)}
${
  site.length > 0 &&
  html`
<details class="folded"><summary>Of the whole site (${site.length})</summary>
${table(siteTable(site))}
</details>`
}
${dimensions
  .filter((dimension) => dimension !== '')
  .map((dimension, at) => dimensionTable(dimension, of(dimension), say, at + 1))}
${disparities(result, say)}`;
};
