import type { Finding } from '../../../result.js';
import type { Markup } from '../../../wording/html-tag.js';
import { bare, interval, isShare, limitsOf, thresholdWords } from '../../../wording/numbers.js';
import { badgeOf } from '../../../wording/statuses.js';
import type { Naming } from '../../naming.js';
import { figureOf } from './figure.js';
import { intervalPlot, mostRows } from './interval-plot.js';
import { draw } from './svg.js';

const sentence = (finding: Finding, say: Naming): string =>
  `${say.heading(finding)}, ${bare(finding.value!, finding.unit)}, interval ${interval(finding.interval!, finding.unit)}, ` +
  `threshold ${thresholdWords(finding.threshold, finding.unit)}, ${badgeOf(finding.status).slice(2)}.`;

const remarks = (findings: Finding[]): string | null => {
  const left = findings.length - mostRows;
  const floating = findings.some(({ threshold }) => !limitsOf(threshold));
  const said = [
    ...(floating ? ['A threshold that follows a baseline is not drawn.'] : []),
    ...(left > 0 ? [`${left} more are in the table only.`] : []),
  ];
  return said.join(' ') || null;
};

export interface IntervalChart {
  id: string;
  /** Of one unit, worst first. */
  findings: Finding[];
  unit: string;
}

/** Each estimate of a rule with its interval, against its threshold; the rule's own numbers stand beside it. */
export const intervals = ({ id, findings, unit }: IntervalChart, say: Naming): Markup => {
  const drawn = findings.slice(0, mostRows);
  const title = `${findings.length > 1 ? 'Estimates against their thresholds' : 'The estimate against its threshold'}, in ${isShare(unit) ? 'per cent' : unit}`;
  return figureOf({
    title,
    svg: draw({
      id,
      title,
      description: drawn.map((finding) => sentence(finding, say)).join(' '),
      options: intervalPlot(drawn, unit, say),
    }),
    note: remarks(findings),
  });
};
