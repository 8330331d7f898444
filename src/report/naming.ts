import type { AuditResult, By } from '../result.js';

/** Names for what the result knows by id. */
export interface Naming {
  measure: (id: string) => string;
  group: (by: By) => string;
  question: (id: string) => string;
}

const dimensions = new Map([
  ['alert_key', 'alert'],
  ['class', 'kind of encounter'],
]);

export const dimensionWord = (dimension: string): string => dimensions.get(dimension) ?? dimension;

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

/** “acted-on-share” reads “Acted on share”, where the result brings no title. */
export const humanised = (id: string): string => {
  const words = id.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const naming = (result: AuditResult): Naming => {
  const measures = new Map(result.measurements.map(({ measure, title }) => [measure, title]));
  const tools = new Map(result.tools.map(({ tool, title }) => [tool, title]));
  const questions = new Map(result.questions.map(({ id, asks }) => [id, asks]));
  const one = ([dimension, value]: [string, string]): string => {
    if (dimension === 'tool') return tools.get(value) ?? value;
    if (dimension === 'class') return classes.get(value) ?? `class ${value}`;
    return `${dimensionWord(dimension)} ${value === '' ? '(none)' : value}`;
  };
  return {
    measure: (id) => measures.get(id) ?? humanised(id),
    group: (by) => Object.entries(by).map(one).join(', ') || 'whole site',
    question: (id) => questions.get(id) ?? humanised(id),
  };
};

/** Numeric variants are idle cutoffs in seconds. */
export const variantWords = (variant: string): string =>
  /^\d+$/.test(variant) ? `idle cutoff ${variant} s` : variant;
