import type { Finding } from '../../result.js';
import { bdi, html, type Markup } from '../../wording/html-tag.js';
import { figure, thresholdWords } from '../../wording/numbers.js';
import { groupsWord } from '../groups.js';
import type { Naming } from '../naming.js';

/** More than one where an exception asks for another. */
export const thresholdsOf = (findings: Finding[]): string[] => [
  ...new Set(findings.map(({ threshold, unit }) => thresholdWords(threshold, unit))),
];

export const valueWords = ({ value, unit, reason }: Finding): string => {
  if (value !== null) return figure(value, unit);
  return reason === 'suppressed' ? 'suppressed' : 'no value';
};

const nameable = 4;

/** Of whom, and the figure against its threshold; of many how many have the worst verdict, and a few of them by name. */
export const inShort = (findings: [Finding, ...Finding[]], say: Naming): Markup => {
  const [first] = findings;
  const thresholds = thresholdsOf(findings);
  const asked = thresholds.length === 1 ? ` (asked: ${thresholds[0]})` : '';
  const same = findings.filter(({ status }) => status === first.status);
  const lead = findings.length > 1 && `${same.length} of ${findings.length} ${groupsWord(first.by)}`;
  if (same.length > nameable) return html`${lead}${asked}`;
  const names = same.map(({ by }) => say.group(by)).join(', ');
  const value = same.length === 1 && `, ${valueWords(first)}`;
  const isTold = same.length > 1 || first.value !== null;
  return html`${lead}${lead && ': '}${bdi(names)}${value}${isTold && asked}`;
};
