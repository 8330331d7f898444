import { printed } from '../site-time.js';
import { Attributor } from './attribute.js';
import { groupBy, seconds } from './credit.js';
import { type Episode, episodes } from './episodes.js';
import { type AuditFact, type Books, compareIds, type TelemetryFact } from './facts.js';
import { type Place, readPlaces, unreadPlaces } from './places.js';
import { responsibleFor } from './responsible.js';
import { isBurden, type RowFigures, rowFigures } from './row-figures.js';
import type { TruthRow } from './truth-row.js';
import { insidePeriod, type Window, windowOf } from './window.js';

export interface Reckoning {
  rows: TruthRow[];
  /** What the rows stand on, by encounter. */
  places: Map<string, Place>;
  rowsOf: Map<string, AuditFact[]>;
  episodesOf: Map<string, Episode[]>;
  responsible: Record<string, string>;
  figures: RowFigures;
  attributor: Attributor;
  episodes: Episode[];
  windows: { audit: Window; alerts: Window | null; telemetry: Window | null };
}

export function reckon(books: Books): Reckoning {
  const audit = windowOf(
    books.audit.map((row) => row.at),
    books.declared.fhir,
  )!;
  const windows = {
    audit,
    alerts: windowOf(books.alerts.map((alert) => alert.at)),
    telemetry: windowOf(books.telemetry.map((interval) => interval.started)),
  };
  const attributor = new Attributor(books.encounters);
  const figures = rowFigures(books, attributor, audit);
  const rowsOf = groupBy(
    figures.chain.filter((row) => isBurden(row) && figures.attribution.get(row)!.encounter !== ''),
    (row) => figures.attribution.get(row)!.encounter,
  );
  const places = [...readPlaces(books, rowsOf), ...unreadPlaces(attributor, rowsOf)].filter((place) =>
    insidePeriod(place.start, audit),
  );
  const all = episodes(books);
  const hooked = (ref: string) => ({
    encounter: ref,
    how: ref === '' ? ('' as const) : ('element' as const),
  });
  const episodesOf = groupBy(
    all,
    ({ first }) => attributor.attribute({ ...first, ...hooked(first.encounter) }).encounter,
  );
  const covering = books.telemetry.filter((interval) => interval.counts && interval.scope === 'whole-ehr');
  const telemetryOf = groupBy(
    covering,
    (interval) =>
      attributor.attribute({ ...interval, at: interval.started, ...hooked(interval.encounter) }).encounter,
  );
  const responsible: Record<string, string> = {};
  const rows = places.map((place) => {
    const own = rowsOf.get(place.id) ?? [];
    responsible[place.id] = responsibleFor(place, own);
    return {
      ...identity(place),
      ...(inside(place, windows.audit) ? auditColumns(own, figures) : noAudit),
      ...(inside(place, windows.alerts) ? alertColumns(episodesOf.get(place.id) ?? []) : noAlerts),
      clicks: inside(place, windows.telemetry) ? clicks(telemetryOf.get(place.id) ?? []) : null,
    };
  });
  rows.sort((a, b) => compareIds(a.encounter_id, b.encounter_id));
  return {
    rows,
    places: new Map(places.map((place) => [place.id, place])),
    rowsOf,
    episodesOf,
    responsible,
    figures,
    attributor,
    episodes: all,
    windows,
  };
}

export function inside(place: Place, window: Window | null): boolean {
  if (!window) return false;
  const within = (at: number) => at >= window.from && at <= window.to;
  return within(place.start) && (place.end === null || within(place.end));
}

function identity(place: Place) {
  return {
    encounter_id: place.id,
    patient_id: place.patient || null,
    class: place.class || null,
    started: place.printedStart === null ? null : printed(place.printedStart),
    ended: place.printedEnd === null ? null : printed(place.printedEnd),
  };
}

function auditColumns(rows: AuditFact[], figures: RowFigures) {
  const sum = (list: AuditFact[]) =>
    seconds(list.reduce((parts, row) => parts + (figures.credited.get(row) ?? 0n), 0n));
  const by = (method: string) => rows.filter((row) => figures.attribution.get(row)!.method === method).length;
  return {
    clinicians: new Set(rows.map((row) => row.user).filter((user) => user !== '')).size,
    logged_actions: rows.length,
    interactions: rows.filter((row) => figures.starts.has(row)).length,
    ehr_active_seconds: sum(rows),
    after_hours_seconds: sum(rows.filter((row) => figures.afterHours(row))),
    tools: new Set(rows.map((row) => row.tool).filter((tool) => tool !== '')).size,
    explicit: by('explicit'),
    period: by('period'),
    nearby: by('nearby'),
  };
}

const noAudit = {
  clinicians: null,
  logged_actions: null,
  interactions: null,
  ehr_active_seconds: null,
  after_hours_seconds: null,
  tools: null,
  explicit: null,
  period: null,
  nearby: null,
};

function alertColumns(list: Episode[]) {
  const answered = (answer: Episode['answer']) => list.filter((episode) => episode.answer === answer).length;
  return {
    alerts: list.length,
    alert_firings: list.reduce((sum, episode) => sum + episode.firings.length, 0),
    interruptive_alerts: list.some((episode) => episode.interruptive === null)
      ? null
      : list.filter((episode) => episode.interruptive === true).length,
    alerts_accepted: answered('accepted'),
    alerts_overridden: answered('overridden'),
    alerts_unanswered: answered(null),
  };
}

const noAlerts = {
  alerts: null,
  alert_firings: null,
  interruptive_alerts: null,
  alerts_accepted: null,
  alerts_overridden: null,
  alerts_unanswered: null,
};

function clicks(intervals: TelemetryFact[]): number | null {
  if (intervals.length === 0) return null;
  return intervals.reduce((sum, interval) => sum + interval.clicks + interval.keyboard, 0);
}
