import type { Estimate } from './interval.js';

export type By = { tool?: string; activity?: string; cutoff?: number };

/** One line of a measure: the whole site (`by` without a tool) or one tool. */
export interface Measurement extends Estimate {
  by: By;
  encounters?: number;
}

export type Measures = Record<string, Measurement[]>;
