import type { Finding } from '../../result.js';
import { basedOn, figure, interval, thresholdWords } from '../../wording/numbers.js';
import type { Naming } from '../naming.js';
import { badgeOf, basisOf, wordOf } from '../words.js';
import { columns, cut, width, wrap } from './lines.js';
import type { Paint } from './paint.js';

const hang = '      ';

/** Value, interval, threshold and n in one sentence. */
export const figures = (finding: Finding): string => {
  const { value, unit, threshold } = finding;
  const n = basedOn(finding);
  const parts = [
    value === null ? 'No value' : figure(value, unit),
    finding.interval && `95% interval ${interval(finding.interval, unit)}`,
    `threshold ${thresholdWords(threshold, unit)}`,
    n && `n = ${n}`,
  ];
  return parts.filter(Boolean).join('; ');
};

const advice = ({ advice: { clinician, informatics } }: Finding): string[] => [
  ...(clinician ? wrap(clinician, `${hang}For clinicians: `) : []),
  ...(informatics ? wrap(informatics, `${hang}For informatics: `) : []),
];

/** A finding that somebody has to act on, in full. */
export const inFull = (finding: Finding, say: Naming, paint: Paint): string[] => {
  const mark = badgeOf(finding.status).slice(0, 1);
  const [first = '', ...rest] = wrap(say.heading(finding), `  ${mark} ${wordOf(finding.status)}  `);
  return [
    paint.status(finding.status, first),
    ...rest,
    ...wrap(`${figures(finding)}.`, hang),
    ...wrap(finding.why, hang),
    ...advice(finding),
    ...wrap(`${basisOf(finding)}.`, `${hang}Threshold: `).map(paint.faint),
    ...wrap(`${finding.rule}, for the question “${say.question(finding.question)}”`, `${hang}Rule: `).map(
      paint.faint,
    ),
    '',
  ];
};

/** A finding that needs no action, cut to one line. */
export const inOneLine = (finding: Finding, say: Naming, paint: Paint): string => {
  const { value, unit, threshold } = finding;
  const shown = value === null ? '' : `, ${figure(value, unit)} (${thresholdWords(threshold, unit)})`;
  const lead = `  ${badgeOf(finding.status)}  `;
  const told = cut(`${say.heading(finding)}${shown}`, columns - width(lead));
  return paint.status(finding.status, lead + told);
};
