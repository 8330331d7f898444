/**
 * What `compare --without` found: one JSON from which its reports are drawn (docs/compare-without.md). Already
 * suppressed and without identifiers of people: a formatter may print all of it.
 */

/** What is imagined away: a tool of tools.yaml, or the alerts whose key fits (and how many keys these are). */
export type Without = { tool: string; title: string } | { alert: string; keys: number };

export interface Told {
  value: number;
  /** 95%; null where the clusters do not allow one. */
  interval: [number, number] | null;
}

/** `suppressed` and `cannot-tell` say why; then the figures are null. */
export type WithoutStatus = 'told' | 'suppressed' | 'cannot-tell';

export type BurdenName =
  | 'logged-actions'
  | 'interactions'
  | 'active-minutes'
  | 'clicks'
  | 'alerts'
  | 'interruptive-alerts';

/** One kind of burden per encounter, over all encounters in the window of its feed. */
export interface BurdenRow {
  burden: BurdenName;
  /** Idle cutoff in seconds; only of active minutes. */
  cutoff?: 300 | 180 | 60;
  unit: string;
  status: WithoutStatus;
  why: string | null;
  /** All of the site. Where only the part of the tool must stay hidden, this is still told. */
  now: Told | null;
  without: Told | null;
  /** What belongs to the tool: now less without. */
  difference: Told | null;
  encounters: number | null;
  clinicians: number | null;
  /** Fewer than 30 encounters; true of each that is suppressed whole. */
  small: boolean;
}

export type LossName = 'alerts-accepted' | 'reminders-acted-on' | 'hazards' | 'hazards-mitigated';

/** How often something good was seen in the period, attributed to an encounter or not. */
export interface LossRow {
  loss: LossName;
  status: WithoutStatus;
  why: string | null;
  count: number | null;
}

export type PriceName = Exclude<BurdenName, 'logged-actions'>;

/** Burden for one good change, over the days that all feeds it sets against each other cover. */
export interface PriceRow {
  burden: PriceName;
  unit: string;
  status: WithoutStatus;
  why: string | null;
  value: number | null;
  interval: [number, number] | null;
  /** The burden. */
  numerator: number | null;
  /** The good changes: alerts accepted and hazards mitigated. */
  denominator: number | null;
  clinicians: number | null;
  /** Fewer than 30 good changes; true of each that is suppressed. */
  small: boolean;
}

export interface WithoutResult {
  schema: 1;
  generator: { name: 'mission-audit'; version: string };
  without: Without;
  period: { from: string | null; to: string | null; timeZone: string | null };
  burden: BurdenRow[];
  losses: LossRow[];
  prices: PriceRow[];
  /** What a reader must know to read the figures, in sentences. */
  notes: string[];
  /** True where a site lowered minClinicians below 5. */
  internal: boolean;
}
