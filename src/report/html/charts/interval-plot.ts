import * as Plot from '@observablehq/plot';
import type { Finding } from '../../../result.js';
import { isShare, limitsOf } from '../../../wording/numbers.js';
import { badgeOf } from '../../../wording/statuses.js';
import type { Naming } from '../../naming.js';
import { cut } from '../../text/lines.js';

/** What one chart holds; more are in its table. */
export const mostRows = 24;

interface Row {
  /** Where its label and its line stand, downwards. */
  label: number;
  line: number;
  words: string;
  colour: string;
  value: number;
  ends: [number, number];
  limits: [number, number] | null;
}

const rowOf = (finding: Finding, at: number, say: Naming): Row => {
  const scaled = (pair: [number, number]): [number, number] =>
    isShare(finding.unit) ? [pair[0] * 100, pair[1] * 100] : pair;
  const limits = limitsOf(finding.threshold);
  return {
    label: at - 0.25,
    line: at + 0.19,
    words: cut(`${badgeOf(finding.status)} · ${say.group(finding.by)}`, 52),
    colour: `var(--${finding.status})`,
    value: scaled([finding.value!, 0])[0],
    ends: scaled(finding.interval!),
    limits: limits && scaled(limits),
  };
};

const edges = ({ limits }: Row): number[] => (limits ?? []).filter(Number.isFinite);

/** Upright strokes: the interval's ends, and the threshold. */
const strokes = (rows: Row[], of: (row: Row) => number[]) =>
  rows.flatMap((row) => of(row).map((x) => ({ x, line: row.line, colour: row.colour })));

const upright = (half: number) => ({
  x: 'x',
  y1: ({ line }: { line: number }) => line - half,
  y2: ({ line }: { line: number }) => line + half,
  strokeWidth: 2,
});

const marks = (rows: Row[], within: (x: number) => number): Plot.Markish[] => [
  Plot.rect(
    rows.filter(({ limits }) => limits),
    {
      x1: (row: Row) => within(row.limits![0]),
      x2: (row: Row) => within(row.limits![1]),
      y1: (row: Row) => row.line - 0.21,
      y2: (row: Row) => row.line + 0.21,
      fill: 'var(--allowed)',
    },
  ),
  Plot.ruleX(strokes(rows, edges), { ...upright(0.25), stroke: 'currentColor' }),
  Plot.ruleY(rows, {
    x1: ({ ends }: Row) => ends[0],
    x2: ({ ends }: Row) => ends[1],
    y: 'line',
    stroke: 'colour',
    strokeWidth: 2,
  }),
  Plot.ruleX(
    strokes(rows, ({ ends }) => ends),
    { ...upright(0.1), stroke: 'colour' },
  ),
  Plot.dot(rows, { x: 'value', y: 'line', fill: 'colour', r: 4 }),
  Plot.text(rows, { frameAnchor: 'left', textAnchor: 'start', y: 'label', text: 'words' }),
];

/** A line for each finding, its label above it, on one axis that begins at nothing. */
export const intervalPlot = (findings: Finding[], unit: string, say: Naming): Plot.PlotOptions => {
  const rows = findings.map((finding, at) => rowOf(finding, at, say));
  const reach = Math.max(...rows.flatMap((row) => [row.ends[1], ...edges(row)])) * 1.08 || 1;
  const start = Math.min(0, ...rows.map(({ ends }) => ends[0]));
  return {
    width: 400,
    height: 44 + 46 * rows.length,
    marginLeft: 8,
    marginRight: 14,
    marginTop: 4,
    marginBottom: 40,
    x: {
      domain: [start, reach],
      ticks: 5,
      label: isShare(unit) ? 'per cent' : cut(unit, 48),
      labelAnchor: 'center',
      labelArrow: 'none',
    },
    y: { axis: null, domain: [rows.length - 0.5, -0.5] },
    marks: marks(rows, (x) => Math.min(reach, Math.max(start, x))),
  };
};
