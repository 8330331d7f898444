import type { Finding } from '../../../result.js';
import { bdi, type Markup } from '../../../wording/html-tag.js';
import { bare, basedOn, interval, isShare, limitsOf, thresholdWords } from '../../../wording/numbers.js';
import type { Naming } from '../../naming.js';
import { badgeOf } from '../../words.js';
import { figureOf } from './figure.js';
import { intervalPlot, mostRows } from './interval-plot.js';
import { draw } from './svg.js';

const sentence = (finding: Finding, say: Naming): string =>
  `${say.heading(finding)}, ${bare(finding.value!, finding.unit)}, interval ${interval(finding.interval!, finding.unit)}, ` +
  `threshold ${thresholdWords(finding.threshold, finding.unit)}, ${badgeOf(finding.status).slice(2)}.`;

const legend = (findings: Finding[]): string => {
  const left = findings.length - mostRows;
  const floating = findings.some(({ threshold }) => !limitsOf(threshold));
  return [
    'Dot: the estimate. Line: its 95% interval. Upright bar: the threshold; shaded: what lies within it.',
    ...(floating ? ['A threshold that follows a baseline is not drawn.'] : []),
    ...(left > 0 ? [`${left} more are in the table only.`] : []),
  ].join(' ');
};

export interface IntervalChart {
  id: string;
  /** Of one unit, worst first. */
  findings: Finding[];
  unit: string;
}

/** Each estimate with its interval, against its threshold. */
export const intervals = ({ id, findings, unit }: IntervalChart, say: Naming): Markup => {
  const drawn = findings.slice(0, mostRows);
  const title = `Estimates against their thresholds, in ${isShare(unit) ? 'per cent' : unit}`;
  return figureOf({
    title,
    svg: draw({
      id,
      title,
      description: drawn.map((finding) => sentence(finding, say)).join(' '),
      options: intervalPlot(drawn, unit, say),
    }),
    note: legend(findings),
    table: {
      id,
      caption: title,
      columns: [
        { title: 'What' },
        { title: 'Verdict' },
        { title: 'Value', number: true },
        { title: '95% interval', number: true },
        { title: 'Threshold' },
        { title: 'n', number: true },
      ],
      rows: findings.map((finding) => [
        bdi(say.heading(finding)),
        badgeOf(finding.status),
        bare(finding.value!, unit),
        interval(finding.interval!, unit),
        thresholdWords(finding.threshold, unit),
        basedOn(finding),
      ]),
    },
  });
};
