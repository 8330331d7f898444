export type FaultCase = [what: string, marked: string, codes: string[]];

/** One good question; what a case gives follows from line 3 on. */
export const withRules = (rules: string) => `version: 1
questions: [{id: q, asks: Why?, article: the-mission-of-medicine, section: Here}]
${rules}`;

/** A rule that is well, but for what a case says. */
export const rule = (rest: string, measure = 'acted-on-share') =>
  withRules(`rules:\n  - {id: r, question: q, measure: ${measure}, basis: {kind: none}, ${rest}}`);

export const threshold = 'at-least: 0.1';
