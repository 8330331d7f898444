import type { ChartTimeline } from '../../chart-view.js';
import type { EpisodeRow, MinuteRow } from '../figures/reader.js';
import type { SiteClock } from './clock.js';

export interface TimelineInput {
  minutes: MinuteRow[];
  episodes: EpisodeRow[];
  visit: { started: number | null; ended: number | null };
  now: number;
  clock: SiteClock;
  titleOf: (tool: string) => string;
}

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
/** Work on yesterday's visit, or the note of last week, would squeeze the visit to a line. */
const AROUND = 4 * HOUR;
const ROWS = 60;

/** One lane a tool, alerts as ticks, from a little before the visit to a little after it. Null where there is nothing to draw. */
export function timelineOf(input: TimelineInput): ChartTimeline | null {
  const { clock, titleOf } = input;
  const edges = edgesOf(input);
  if (!edges) return null;
  const inside = ({ at }: { at: number }) => at >= edges.from && at <= edges.to;
  const minutes = input.minutes.filter(inside).sort((a, b) => a.at - b.at);
  const episodes = input.episodes.filter(inside).sort((a, b) => a.at - b.at);
  if (minutes.length + episodes.length === 0) return null;
  const left = (at: number) => (at - edges.from) / MINUTE;
  const length = left(edges.to);
  const tools = [...new Set([...minutes, ...episodes].map(({ tool }) => tool))].sort((a, b) =>
    titleOf(a) < titleOf(b) ? -1 : 1,
  );
  const lanes = tools.map((tool) => ({
    tool,
    title: titleOf(tool),
    spans: spansOf(
      minutes.filter((row) => row.tool === tool),
      { left, gap: Math.max(2, length / 100) },
    ),
    alerts: episodes
      .filter((row) => row.tool === tool)
      .map(({ at, title, response }) => ({ at: left(at), title, response: answer(response) })),
  }));
  const rows = [
    ...lanes.flatMap(({ title, spans }) =>
      spans.map(({ start, actions }) => ({
        sort: start,
        tool: title,
        what: `${actions} logged ${actions === 1 ? 'action' : 'actions'}`,
      })),
    ),
    ...lanes.flatMap(({ title, alerts }) =>
      alerts.map((alert) => ({
        sort: alert.at,
        tool: title,
        what: `Alert “${alert.title}”: ${alert.response}`,
      })),
    ),
  ].sort((a, b) => a.sort - b.sort);
  const { started, ended } = input.visit;
  return {
    from: clock.full(edges.from),
    to: clock.full(edges.to),
    minutes: length,
    visit:
      started === null
        ? null
        : {
            start: Math.max(0, left(started)),
            end: Math.min(length, Math.max(0, left(ended ?? Math.min(input.now, edges.to)))),
          },
    lanes,
    rows: rows
      .slice(0, ROWS)
      .map(({ sort, tool, what }) => ({ at: clock.time(edges.from + sort * MINUTE), tool, what })),
    more:
      Math.max(0, rows.length - ROWS) +
      input.minutes.filter((row) => !inside(row)).length +
      input.episodes.filter((row) => !inside(row)).length,
  };
}

function edgesOf({ minutes, episodes, visit, now }: TimelineInput): { from: number; to: number } | null {
  const instants = [...minutes, ...episodes].map(({ at }) => at);
  const { started, ended } = visit;
  const first = started ?? Math.min(...instants);
  if (!Number.isFinite(first)) return null;
  const last =
    ended ??
    (started === null ? Math.max(...instants) : Math.max(started, Math.min(now, started + 24 * HOUR)));
  const near = instants.filter((at) => at >= first - AROUND && at <= last + AROUND);
  const from = Math.min(first, ...near);
  const to = Math.max(last, ...near.map((at) => at + MINUTE), from + 5 * MINUTE);
  return { from: Math.floor(from / MINUTE) * MINUTE, to };
}

function spansOf(
  rows: MinuteRow[],
  { left, gap }: { left: (at: number) => number; gap: number },
): { start: number; end: number; actions: number }[] {
  const spans: { start: number; end: number; actions: number }[] = [];
  for (const { at, actions } of rows) {
    const start = left(at);
    const last = spans.at(-1);
    if (last && start - last.end <= gap) {
      last.end = Math.max(last.end, start + 1);
      last.actions += actions;
    } else spans.push({ start, end: start + 1, actions });
  }
  return spans;
}

function answer(response: EpisodeRow['response']): 'accepted' | 'overridden' | 'unanswered' {
  return response === '' ? 'unanswered' : response;
}
