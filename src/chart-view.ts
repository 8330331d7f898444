import type { Finding, QuestionResult, Status } from './result.js';

/**
 * What the chart page shows of one encounter: everything here may be seen by the person who launched it, and nothing
 * else is. The page draws it and works nothing out (design: "The flow").
 */
export interface ChartView {
  /** The launch's id: paths on the page start with /chart/{session}. */
  session: string;
  /** Whose chart, when the EHR asks for a banner; null where the EHR shows it itself. */
  banner: { name: string; born: string | null; sex: string | null; identifier: string | null } | null;
  encounter: ChartEncounter | null;
  /** Encounters of this patient to choose from, latest first; the page offers them plainly where the EHR named none. */
  choices: EncounterChoice[];
  /** How the encounter was found, in a sentence; null where the EHR named it. */
  chosenHow: string | null;
  /** Exactly two clinicians: the figures are the person's own, since the difference would be the colleague's. */
  ownOnly: boolean;
  figures: ChartFigure[];
  alerts: ChartAlerts;
  timeline: ChartTimeline | null;
  tools: ChartTool[];
  questions: ChartQuestion[];
  concerns: ChartConcerns;
  /** What this page itself cost the person: never in any figure above. */
  own: { opened: number; clicks: number | null; serverMs: number | null; note: string };
  /** Where the data came from and what could not be had, a sentence each. */
  sources: { name: string; state: 'used' | 'empty' | 'cannot-tell'; detail: string }[];
  /** When the figures were worked out, site time, e.g. "25 Nov 2026, 14:05". */
  asOf: string;
  /** Colours of the EHR's style sheet (smart_style_url) that passed the checks; CSS colour values. */
  style: { accent?: string; background?: string; text?: string } | null;
}

export interface ChartEncounter {
  id: string;
  /** "Ambulatory visit", "Virtual visit" … */
  kind: string;
  /** Site time. */
  started: string | null;
  ended: string | null;
  open: boolean;
  clinicians: number | null;
}

export interface EncounterChoice {
  id: string;
  kind: string;
  started: string | null;
  open: boolean;
  current: boolean;
}

/** Where a figure came from. */
export type FigureSource = 'store' | 'ehr' | 'store+ehr';

export interface ChartFigure {
  id: 'clicks' | 'logged-actions' | 'ehr-time' | 'undivided-attention' | 'alerts' | 'tools';
  label: string;
  /** As it is printed with its unit: "42", "12 min", "63%"; null: cannot tell. */
  text: string | null;
  value: number | null;
  /** Why it cannot be told; with `value` null. */
  cannotTell: string | null;
  /** A plain sentence that says what the figure is, "rows of the audit log, not clicks". */
  note: string;
  source: FigureSource | null;
  /** The same kind of encounter in this clinic; null where too few. */
  peers: Peers | null;
}

export interface Peers {
  /** "ambulatory encounters here, 312 since 2 Feb 2026". */
  of: string;
  n: number;
  /** Equal bins in the figure's unit; null where suppressed. */
  bins: { from: number; to: number; count: number | null }[];
  median: number;
}

export interface ChartAlerts {
  /** Null: cannot tell, with the reason. */
  total: number | null;
  cannotTell: string | null;
  source: FigureSource | null;
  rows: {
    /** Id of the alert kind, for a concern. */
    key: string;
    title: string;
    tool: string;
    interruptive: 'true' | 'false' | 'unknown';
    accepted: number;
    overridden: number;
    unanswered: number;
    /** Why it was overridden, where that was said, and the principle behind the reason ('': none is named). */
    reasons: { title: string; principle: string; n: number }[];
  }[];
}

export interface ChartTimeline {
  /** Site time of the left and right edge, and hours between; minutes are counted from the left edge. */
  from: string;
  to: string;
  minutes: number;
  /** The visit itself, in minutes from the left edge. */
  visit: { start: number; end: number } | null;
  lanes: {
    tool: string;
    title: string;
    /** Stretches of activity, minutes from the left edge. */
    spans: { start: number; end: number; actions: number }[];
    alerts: { at: number; title: string; response: 'accepted' | 'overridden' | 'unanswered' }[];
  }[];
  /** The table beside it. */
  rows: { at: string; tool: string; what: string }[];
  /** Rows that were left out of the table because there are too many. */
  more: number;
}

export interface ChartTool {
  tool: string;
  title: string;
  category: string;
  actions: number | null;
  minutes: number | null;
  alerts: number | null;
  /** What came back: "2 alerts accepted", "1 hazard mitigated"; empty: nothing recorded. */
  cameBack: string[];
}

export interface ChartQuestion extends QuestionResult {
  /** The site's findings on the tools of this encounter, failed first. */
  findings: (Finding & { toolTitle: string | null })[];
  status: Status;
  /** For "cannot tell": why. */
  reason: string | null;
}

export interface ChartConcerns {
  /** One-time token of this page's forms, against requests from elsewhere. */
  token: string;
  /** Concerns of this launch or of this person, with their answers. */
  raised: { at: string; about: string; words: string; answer: string | null }[];
  /** Set after one was just stored. */
  justStored: boolean;
}
