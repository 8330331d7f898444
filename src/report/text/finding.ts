import type { Finding } from '../../result.js';
import { basisOf } from '../../wording/basis.js';
import { basedOn, figure, interval, thresholdWords } from '../../wording/numbers.js';
import { badgeOf } from '../../wording/statuses.js';
import type { Naming } from '../naming.js';
import { columns, cut, width, wrap } from './lines.js';
import type { Paint } from './paint.js';

const hang = '      ';

/** Whether the sentence already holds value and interval, as the judge writes it. */
const saysFigures = ({ why, value, interval: range, unit }: Finding): boolean =>
  value !== null &&
  range !== null &&
  why.includes(figure(value, unit)) &&
  why.includes(interval(range, unit));

/** Value, interval, threshold and n in one sentence; what `why` says is not said again. */
export const figures = (finding: Finding): string => {
  const { value, unit, threshold } = finding;
  const n = basedOn(finding);
  if (saysFigures(finding)) return n ? `Based on ${n}` : '';
  const parts = [
    value === null ? 'No value' : figure(value, unit),
    finding.interval && `95% interval ${interval(finding.interval, unit)}`,
    `threshold ${thresholdWords(threshold, unit)}`,
    n && `n = ${n}`,
  ];
  return parts.filter(Boolean).join('; ');
};

const told = (finding: Finding): string => {
  const numbers = figures(finding);
  return numbers === '' ? finding.why : `${finding.why} ${numbers}.`;
};

const advice = ({ advice: { clinician, informatics } }: Finding): string[] => [
  ...(clinician ? wrap(clinician, `${hang}For clinicians: `) : []),
  ...(informatics ? wrap(informatics, `${hang}For informatics: `) : []),
];

/** What somebody has to act on, in full: findings of one rule and one status. What holds for all of them stands once. */
export const inFull = ([one, ...others]: [Finding, ...Finding[]], say: Naming, paint: Paint): string[] => {
  const title = others.length > 0 ? say.rule(one) : say.heading(one);
  const [first = '', ...rest] = wrap(title, `  ${badgeOf(one.status)}  `);
  return [
    paint.status(one.status, first),
    ...rest,
    ...(others.length > 0
      ? [one, ...others].flatMap((each) => wrap(`${say.group(each.by)}: ${told(each)}`, hang))
      : wrap(told(one), hang)),
    ...advice(one),
    ...wrap(`${basisOf(one)}.`, `${hang}Threshold: `).map(paint.faint),
    ...wrap(one.rule, `${hang}Rule: `).map(paint.faint),
    '',
  ];
};

/** A finding that needs no action, cut to one line. */
export const inOneLine = (finding: Finding, say: Naming, paint: Paint): string => {
  const { value, unit, threshold } = finding;
  const shown = value === null ? '' : `, ${figure(value, unit)} (${thresholdWords(threshold, unit)})`;
  const lead = `  ${badgeOf(finding.status)}  `;
  const line = cut(`${say.heading(finding)}${shown}`, columns - width(lead));
  return paint.status(finding.status, lead + line);
};
