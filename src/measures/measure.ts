/** What a measure is and what evaluating one gives: the contract between the SQL, the rules and the reports. */

export type MeasureKind = 'share' | 'rate' | 'mean' | 'median' | 'concentration';

export type Dimension = 'tool' | 'activity' | 'specialty' | 'stratum' | 'alert_key' | 'class';

export interface MeasureDefinition {
  id: string;
  title: string;
  unit: string;
  kind: MeasureKind;
  side: 'burden' | 'benefit';
  /** False for figures that are shown but that no rule may judge (logged-actions-per-encounter). */
  judged: boolean;
  /** All there is was counted and nobody is in it: the figure has no uncertainty, and nothing to hide. */
  census: boolean;
  definition: string;
  /** Published reference values: context for a reader, never a threshold. */
  references: string[];
  /** What may be said against it, for a reader who would argue with a verdict. */
  criticisms: string[];
  /** Tables of the store that must have rows, else `missing-table`. */
  needs: string[];
  /** What judging needs besides: without it the figure is shown and no rule can say anything. */
  judgedNeeds: string[];
  by: Dimension[];
  /** Dimensions whose values have rows of their own: the site's rows leave them NULL. */
  split: Dimension[];
  /** A dimension whose values are all measured over everything: their rows give numerators, the site's the denominator. */
  overall?: Dimension | null;
  /** Of `overall`: its values are parts that add up to everything, which has no figure of its own. Else an encounter may have several. */
  added?: boolean;
  /** What SQL's sums are divided by to come to the unit (SQL itself never divides). */
  scale: { numerator: number; denominator: number };
  /** Variants of the definition (column `cutoff`); the first is the one judged and shown. */
  variants: string[];
  /** Variants whose verdict must agree with the judged one, else `definition-dependent`. */
  mustAgree: string[];
  sql: string;
  file: string;
}

/** Sets strata of another measure against each other (disparity-ratio): without SQL, and so without cells, of its own. */
export const comparesStrata = ({ sql }: Pick<MeasureDefinition, 'sql'>): boolean => sql === '';

/** One cluster's sums; `cluster` is null for what has no clinician (it is in k, not in `clinicians`). */
export interface ClusterSum {
  cluster: string | null;
  numerator: number;
  denominator: number;
}

/** One cell: the whole site (`by` is {}) or one value of a dimension. */
export interface MeasureCell {
  measure: string;
  by: Record<string, string>;
  variant: string | null;
  clusters: ClusterSum[];
  /** kind median: every value with its cluster. Else empty. */
  values: { cluster: string | null; value: number }[];
  /** Distinct clinicians, encounters and patients with a denominator. */
  clinicians: number;
  encounters: number;
  patients: number;
  /** By tool: share of all encounters that it touched, else null. */
  touchedShare: number | null;
  /** How much of the denominator is from a feed whose answers are all alike (SQL's column `one_kind`). */
  oneKind?: number;
}

/** How a request divides what was measured: by one dimension, or each tool again by stratum. */
export type Division = Dimension | 'tool and stratum';

/** The one or two dimensions of a division. */
export const dimensionsOf = (division: Division | undefined): Dimension[] =>
  division === 'tool and stratum' ? ['tool', 'stratum'] : division ? [division] : [];

export interface MeasureRequest {
  measure: string;
  by?: Division;
  where?: Partial<Record<'class' | 'specialty' | 'activity' | 'purpose' | 'tool' | 'stratifier', string[]>>;
}

/** Evaluates a measure; returns the cells of every variant. Missing tables are told apart from empty ones. */
export type Evaluate = (
  request: MeasureRequest,
) => Promise<{ cells: MeasureCell[]; missing: string | null; missingToJudge?: string | null }>;
