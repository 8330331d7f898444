import type { FigureSource } from '../../chart-view.js';
import type { Facts, ToolMap } from '../../store/config/tools.js';
import { OWN_TOOL } from '../../store/config/tools.js';
import type { FiguresMeta } from '../figures/meta.js';
import type { MinuteRow, StoredFigures, WorkRow } from '../figures/reader.js';
import type { Asked, LiveEvent } from './live.js';

/** What clinicians did in the encounter, from the store and from what the EHR shows live. */
export interface Merged {
  work: WorkRow[];
  minutes: MinuteRow[];
  source: FigureSource | null;
  /** Why actions and tools cannot be told; null where they can. */
  actionsWhy: string | null;
  /** Why active time cannot be told. */
  timeWhy: string | null;
}

export interface MergeInput {
  stored: StoredFigures | null;
  meta: FiguresMeta | null;
  /** Alias of the EHR's server. */
  server: string;
  live: Asked<LiveEvent[]>;
  tools: ToolMap;
  /** What the EHR's log may call this app: its client id. */
  ownName: string;
  /** Microseconds since 1970; when the encounter began, if anybody knows. */
  started: number | null;
}

const MINUTE = 60_000_000;

/**
 * Nothing is counted twice: the store speaks up to the last row it has of this server's log, the EHR only of what came
 * after. Where another log is the one that counts (measures: "Two feeds, one act"), what the EHR shows is not added to it.
 */
export function merge(input: MergeInput): Merged {
  const { stored, meta, server, live, started } = input;
  const last = meta?.lastRow[server];
  const sameLog = last === undefined || last.feed === 'fhir';
  const edge = last ? Number(last.at) : Number.NEGATIVE_INFINITY;
  // What began after the store's last row is all live: the day may be inside the log's window and the log not yet.
  const later = last !== undefined && started !== null && started > edge;
  const whole = !later && stored?.encounter?.in_audit === true;
  const part =
    last !== undefined &&
    !later &&
    (stored?.work.length ?? 0) > 0 &&
    started !== null &&
    beganInside(meta, started);
  const covered = stored !== null && (whole || part);
  const base = covered ? { work: stored.work, minutes: stored.minutes } : { work: [], minutes: [] };
  const ended = 'the log kept here ends before the encounter does';
  if (!live.ok) {
    if (!covered) return unknown(live.why, meta);
    return {
      ...base,
      source: 'store',
      actionsWhy: whole ? null : `${ended}, and live: ${live.why}`,
      timeWhy: whole ? null : ended,
    };
  }
  if (covered && !sameLog) {
    const why = whole ? null : `${ended}, and what the EHR shows live is another log`;
    return { ...base, source: 'store', actionsWhy: why, timeWhy: why };
  }
  // A log that has not even our own reading of the encounter does not say that nothing was done.
  if (!covered && live.value.length === 0)
    return unknown('the EHR’s audit log has no entry on this encounter', meta);
  const rows = clinicianRows(live.value, input).filter(({ at }) => !covered || at > edge);
  if (covered && rows.length === 0) return { ...base, source: 'store', actionsWhy: null, timeWhy: null };
  const added = grouped(rows);
  return {
    work: [...base.work, ...added.work],
    minutes: [...base.minutes, ...added.minutes],
    source: covered ? 'store+ehr' : 'ehr',
    actionsWhy: null,
    // A gap in this encounter's rows may hold work on another patient, which live is not seen.
    timeWhy: 'live the EHR shows only the rows of this encounter; time between them may be another patient’s',
  };
}

function beganInside(meta: FiguresMeta | null, started: number): boolean {
  return meta?.period
    ? started >= Date.parse(`${meta.period.from}T00:00:00Z`) * 1000 - 14 * 3600 * 1e6
    : false;
}

function unknown(why: string, meta: FiguresMeta | null): Merged {
  const stored = meta?.period
    ? `the log kept here covers ${meta.period.from} to ${meta.period.to}`
    : 'no audit log is kept here yet';
  const sentence = `${stored}, and live: ${why}`;
  return { work: [], minutes: [], source: null, actionsWhy: sentence, timeWhy: sentence };
}

interface ClinicianRow {
  user_id: string;
  tool: string;
  at: number;
}

/** As the store's rows are told: no systems, no background, no accounts that are no people, not this app itself. */
function clinicianRows(
  events: LiveEvent[],
  { tools, ownName }: Pick<MergeInput, 'tools' | 'ownName'>,
): ClinicianRow[] {
  return events.flatMap(({ values, at }) => {
    const facts = { ...values, feed: 'fhir' } as unknown as Facts;
    // What this app reads to draw its page, the EHR logs as the clinician's: it is no work of theirs.
    if (facts.agents?.includes(ownName)) return [];
    const user = String(values.user_id ?? '');
    if (values.user_kind !== 'clinician' || tools.isBackground(facts) || tools.isNotPerson(user)) return [];
    const tool = tools.toolOf(facts);
    return tool === OWN_TOOL ? [] : [{ user_id: user, tool, at }];
  });
}

function grouped(rows: ClinicianRow[]): { work: WorkRow[]; minutes: MinuteRow[] } {
  const work = new Map<string, WorkRow>();
  const minutes = new Map<string, MinuteRow>();
  for (const { user_id, tool, at } of rows) {
    const minute = Math.floor(at / MINUTE) * MINUTE;
    const whole = work.get(`${user_id} ${tool}`) ?? { user_id, tool, actions: 0, seconds: 0 };
    whole.actions += 1;
    work.set(`${user_id} ${tool}`, whole);
    const part = minutes.get(`${user_id} ${tool} ${minute}`) ?? {
      user_id,
      tool,
      at: minute,
      inside: false,
      actions: 0,
      seconds: 0,
    };
    part.actions += 1;
    minutes.set(`${user_id} ${tool} ${minute}`, part);
  }
  return { work: [...work.values()], minutes: [...minutes.values()] };
}
