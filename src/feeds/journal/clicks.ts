import { BEACON_FEED } from '../../store/beacon-feed.js';
import type { Site } from '../../store/config/site.js';
import { Ids } from '../fhir/reference.js';
import { parseInstant } from '../instant.js';
import type { FeedRow } from '../rows.js';

/** How often, and how long: never what or where. */
export interface Counted {
  clicks: number;
  keyboard_activations: number;
  keystrokes: number;
  navigations: number;
  active_seconds: number;
}

/** A line of a segment of clicks: what one page counted in a few seconds. References are as the page's server writes them. */
export interface ClickLine extends Counted {
  /** A random UUID, for the life of one page. */
  page: string;
  /** Counts from 0: a number that is missing is a batch that never came. */
  seq: number;
  scope: 'whole-ehr' | 'tool';
  tool: string;
  /** Alias of the server whose ids these are. */
  server: string;
  started: string;
  ended: string;
  user?: string;
  patient?: string;
  encounter?: string;
}

/** Reads a line as a row of `ui_interval`; undefined where it is none. A batch sent twice has one id, and is one current row. */
export function clickRows({ site }: { site: Site }) {
  return (line: unknown): FeedRow['values'] | undefined => {
    if (!isClickLine(line)) return undefined;
    const started = parseInstant(line.started);
    const ended = parseInstant(line.ended);
    if (started === undefined || ended === undefined) return undefined;
    const ids = new Ids(line.server, site.servers);
    const idOf = (reference: string | undefined) => (reference ? ids.of(reference) : '');
    const { scope, tool, server, clicks, keyboard_activations, keystrokes, navigations, active_seconds } =
      line;
    return {
      interval_id: `${line.page}/${line.seq}`,
      scope,
      started,
      ended,
      user_id: idOf(line.user),
      patient_id: idOf(line.patient),
      encounter_ref: idOf(line.encounter),
      tool,
      clicks,
      keyboard_activations,
      keystrokes,
      navigations,
      active_seconds,
      feed: BEACON_FEED,
      version: '',
      server,
    };
  };
}

const TEXTS = ['page', 'scope', 'tool', 'server', 'started', 'ended'] as const;
const REFERENCES = ['user', 'patient', 'encounter'] as const;
const COUNTS = ['seq', 'clicks', 'keyboard_activations', 'keystrokes', 'navigations'] as const;

/** The journal is a file: whoever reads it trusts no more of it than its shape shows. */
function isClickLine(line: unknown): line is ClickLine {
  const found = (line ?? {}) as Record<string, unknown>;
  return (
    TEXTS.every((key) => typeof found[key] === 'string') &&
    REFERENCES.every((key) => found[key] === undefined || typeof found[key] === 'string') &&
    COUNTS.every((key) => Number.isSafeInteger(found[key]) && Number(found[key]) >= 0) &&
    typeof found.active_seconds === 'number' &&
    found.active_seconds >= 0
  );
}
