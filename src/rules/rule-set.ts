import type { Dimension, MeasureRequest } from '../measures/measure.js';
import type { By, Finding, Side, Threshold, ToolResult } from '../result.js';

/** A rules file after `extends` was followed: what judging, listing and explaining work from. */
export interface RuleSet {
  version: 1;
  questions: Question[];
  rules: Rule[];
  filter: FilterLine[];
  notMeasurable: NotMeasurable[];
  /** The files it was read from, ours first. */
  files: string[];
  /** SHA-256 over those files: the `rules` of the result's `inputs`. */
  hash: string;
}

export interface Question {
  id: string;
  asks: string;
  article: string;
  section: string;
  principles: string[];
  /** Why only burdens are asked of it. */
  oneSided?: string;
  /** Marked so: no measure answers it, and it has no rules. */
  notMeasurable?: { why: string; collect: string };
}

export interface Rule {
  id: string;
  question: string;
  side: Side;
  measure: string;
  /** null: the whole site. */
  by: Dimension | null;
  where: Where;
  threshold: Threshold;
  except: Exception[];
  severity: Severity;
  needs: Needs;
  basis: Finding['basis'];
  advice: Finding['advice'];
  /** What may be said against it. */
  criticism: string[];
  /** Of a disparity only. */
  comparison?: Comparison;
}

/** `category`: tools by their category in tools.yaml; no measure knows it, so it becomes `tool` before measuring. */
export type Where = NonNullable<MeasureRequest['where']> & { category?: string[] };

/** A measure in each stratum of a stratifier, set against the reference stratum. */
export interface Comparison {
  /** Id of the measure. */
  of: string;
  stratifier: string;
  /** A value of the stratifier; null: what site.yaml says, else the stratum with most. */
  reference: string | null;
}

export type Severity = 'fail' | 'warn' | 'off';

export interface Exception {
  by: By;
  threshold: Threshold | null;
  severity: Severity | null;
}

export interface Needs {
  clinicians: number;
  /** (ΣD)²/ΣD² of the clusters. */
  effective: number;
  /** Of the denominator. */
  units: number;
}

/** design.md, "Statuses": unless the rule's `needs` says otherwise. */
export const DEFAULT_NEEDS: Needs = { clinicians: 5, effective: 3, units: 30 };

export const FILTER_WORDS = ['any-pass', 'any-fail', 'none-fail', 'all-fail', 'any-judged'] as const;
export type FilterWord = (typeof FILTER_WORDS)[number];

export interface FilterLine {
  is: ToolResult['filter'];
  /** Each word over `benefit`, `burden`, `all` or question ids. */
  when: Partial<Record<FilterWord, string[]>>;
}

/** What the articles ask and no measure answers: said, so that its absence is not read as "fine". */
export interface NotMeasurable {
  id: string;
  asks: string;
  article: string;
  section: string;
  why: string;
}
