import type { By } from '../result.js';

const dimensions = new Map([
  ['alert_key', 'alert'],
  ['class', 'kind of encounter'],
]);

export const dimensionWord = (dimension: string): string => dimensions.get(dimension) ?? dimension;

const plurals = new Map([
  ['tool', 'tools'],
  ['alert_key', 'alerts'],
  ['activity', 'activities'],
  ['class', 'kinds of encounter'],
  ['specialty', 'specialties'],
  ['stratum', 'groups of patients'],
]);

/** What several groups of that kind are called: “tools”. */
export const groupsWord = (by: By): string => {
  const [one, ...others] = Object.keys(by);
  return (one && others.length === 0 && plurals.get(one)) || 'groups';
};

const classes = new Map(
  Object.entries({
    AMB: 'outpatient visits',
    IMP: 'inpatient stays',
    ACUTE: 'acute inpatient stays',
    NONAC: 'non-acute inpatient stays',
    EMER: 'emergency visits',
    OBSENC: 'observation stays',
    HH: 'home visits',
    VR: 'virtual visits',
  }),
);

/** “language=es” reads “language es”; of whom it is not recorded, that. */
const stratumWords = (stratum: string): string => {
  const at = stratum.indexOf('=');
  const [name, value] = [stratum.slice(0, at).replace(/[-_]+/g, ' '), stratum.slice(at + 1)];
  return value === 'missing' ? `${name} not recorded` : `${name} ${value}`;
};

const one = ([dimension, value]: [string, string], titleOf: (tool: string) => string): string => {
  if (dimension === 'tool') return titleOf(value);
  if (dimension === 'class') return classes.get(value) ?? `class ${value}`;
  if (dimension === 'stratum' && value.includes('=')) return stratumWords(value);
  if (dimension === 'activity' && value !== '') return value.replace(/[-_]+/g, ' ');
  return `${dimensionWord(dimension)} ${value === '' ? '(none)' : value}`;
};

/** Of whom a finding or a measurement is, in words. */
export const groupWords = (by: By, titleOf: (tool: string) => string): string =>
  Object.entries(by)
    .map((each) => one(each, titleOf))
    .join(', ') || 'whole site';
