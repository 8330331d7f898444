/**
 * The result of an audit: one JSON from which every report is drawn (docs/result.schema.json).
 * Everything here is already suppressed and without identifiers: a formatter may print all of it.
 */

export type Status = 'pass' | 'warn' | 'fail' | 'insufficient-data' | 'not-applicable' | 'error' | 'waived';

/** Why a rule could not be judged; only with status `insufficient-data`. */
export type Reason =
  | 'too-close'
  | 'too-few'
  | 'missing-table'
  | 'definition-dependent'
  | 'unmapped'
  | 'suppressed';

export type Side = 'burden' | 'benefit';

/** What a measurement or finding is about; `{}` is the whole site. */
export type By = Record<string, string>;

export interface FeedCoverage {
  feed: string;
  read: number;
  kept: number;
  duplicates: number;
  quarantined: number;
  /** First and last site day of the feed's window, or null where it has no rows. */
  from: string | null;
  to: string | null;
  /** Whether its rows are counted: one burden feed a server. */
  counted: boolean;
  /** Silences of more than 7 days inside the window, as site days. */
  silences: { from: string; to: string }[];
}

export interface MissingTable {
  table: string;
  why: string;
  how: string;
}

export interface Coverage {
  feeds: FeedCoverage[];
  encounters: number;
  clinicianEvents: number;
  systemEvents: number;
  otherEvents: number;
  backgroundEvents: number;
  toUncounted: number;
  attribution: { explicit: number; period: number; nearby: number; none: number };
  /** Share (0..1) of clinician rows that no entry of tools.yaml matches. */
  unmappedShare: number | null;
  /** Shares (0..1) of clinician rows whose id is a real reference; null without rows. */
  resolved: { user: number | null; patient: number | null; encounter: number | null };
  suspectedServiceAccounts: number;
  missing: MissingTable[];
  /** Counts of what was read besides: other kinds of people, resources by type, unknown types, own app rows. */
  unidentifiedEvents: number;
  patientEvents: number;
  relatedEvents: number;
  ownEvents: number;
  resources: Record<string, number>;
  unknownResources: Record<string, number>;
  /** Reasons of quarantined rows, with counts. */
  quarantine: Record<string, number>;
  /** Sentences for the reader: no time zone, ignored windows, fallback of keys … never patient data. */
  notices: string[];
}

export interface Measurement {
  measure: string;
  title: string;
  unit: string;
  by: By;
  /** Which variant of the definition (idle cutoff in seconds, answered|all …); absent where there is only one. */
  variant?: string;
  /** null where suppressed. For medians numerator is absent from the definition and null. */
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  interval: [number, number] | null;
  clinicians: number | null;
  encounters: number | null;
  /** n < 30 units of the denominator. */
  small: boolean;
  suppressed: boolean;
  /** By tool: the share of all encounters that the tool touched. */
  touchedShare?: number | null;
}

export type Threshold =
  | { 'at-most': number }
  | { 'at-least': number }
  | { between: [number, number] }
  | { 'at-most': { times: number; of: 'baseline' } };

export interface Finding {
  rule: string;
  question: string;
  side: Side;
  status: Status;
  reason: Reason | null;
  /** The rule's severity. */
  severity: 'fail' | 'warn';
  measure: string;
  unit: string;
  by: By;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  interval: [number, number] | null;
  threshold: Threshold;
  /** Present where it was judged against an earlier period: that period's value, and now ÷ then with its 95% interval. */
  baseline?: {
    from: string;
    to: string;
    value: number | null;
    ratio: number | null;
    interval: [number, number] | null;
  };
  /** One sentence: what was found and why this status. */
  why: string;
  advice: { clinician?: string; informatics?: string };
  basis: { kind: string; note?: string; citation?: string; reviewed?: string };
  /** Present when status is `waived`. */
  waiver?: { owner: string; reason: string; expires: string };
}

/** One stratum of patients against the reference, of a measure that a rule compares. All figures null where suppressed. */
export interface Disparity {
  rule: string;
  /** The measure that is compared. */
  measure: string;
  stratifier: string;
  /** Values of the stratifier; `missing` are those of whom it is not known. */
  stratum: string;
  reference: string;
  /** `{}`, or the tool. */
  by: By;
  /** Null where either value is 0, or one has no denominator. */
  ratio: number | null;
  ratioInterval: [number, number] | null;
  /** In the measure's unit; of shares between -1 and 1. */
  difference: number | null;
  differenceInterval: [number, number] | null;
  /** Two-sided, of a ratio of 1. */
  p: number | null;
  /** Benjamini and Hochberg's, over what the rule could judge; null of what it could not. */
  q: number | null;
  denominator: number | null;
  referenceDenominator: number | null;
  /** Of the stratum. */
  clinicians: number | null;
  /** n < 30 in either. */
  small: boolean;
  suppressed: boolean;
}

export interface QuestionResult {
  id: string;
  asks: string;
  article: string;
  section: string;
  principles: string[];
  /** fail if any rule fails, else warn, else pass if at least one was judged, else insufficient-data. */
  status: Status;
  judged: number;
  rules: number;
  /** No trace can answer it: why, and what a site could collect. Such a question has no rules. */
  notMeasurable?: { why: string; collect: string };
}

export interface ToolResult {
  tool: string;
  title: string;
  category: string;
  questions: Record<string, Status>;
  filter: 'serves' | 'warning-sign' | 'mixed' | 'cannot-tell';
}

/** What the charts draw, binned and suppressed when the result is made. */
export interface Charts {
  /** Encounters by a per-encounter figure; a bin of 1-10 encounters is merged or null (suppressed). */
  distributions: {
    measure: string;
    title: string;
    unit: string;
    bins: { from: number; to: number; encounters: number | null }[];
  }[];
  /** Active EHR hours by site weekday (1 = Monday … 7 = Sunday) and hour (0-23); null = suppressed. */
  hourOfWeek: { weekday: number; hour: number; activeHours: number | null }[];
}

export interface AuditResult {
  schema: 1;
  generator: { name: 'mission-audit'; version: string };
  inputs: Record<string, string>;
  period: { from: string | null; to: string | null; timeZone: string | null };
  coverage: Coverage;
  measurements: Measurement[];
  findings: Finding[];
  /** Of the rules' disparities only; absent from results of before. */
  disparities?: Disparity[];
  questions: QuestionResult[];
  tools: ToolResult[];
  charts: Charts;
  waivers: {
    rule: string;
    tool?: string;
    owner: string;
    expires: string;
    state: 'used' | 'expired' | 'unused';
  }[];
  /** True where a site lowered minClinicians below 5: every report says "internal, not for publication". */
  internal: boolean;
  summary: Record<Status, number>;
}
