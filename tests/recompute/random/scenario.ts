import { Temporal } from '@js-temporal/polyfill';
import { endOfDay, HOUR, type Micros, parseDateTime, startOfDay } from '../instants.js';
import type { Random } from './random.js';

/** What one random folder is about. */
export interface Scenario {
  zone: string;
  /** False: site.yaml names no zone. */
  hasZone: boolean;
  /** Site days, first to last, that the feeds cover. */
  days: string[];
  holidays: string[];
  /** The day on which the clock changes. */
  turn: string | null;
  withLab: boolean;
  withSecondFeed: boolean;
  withAlerts: boolean;
  withTelemetry: boolean;
  /** Also what the specification leaves open (readings.md). */
  wild: boolean;
}

export const BASES = { main: 'https://ehr.example.org/fhir', lab: 'https://lab.example.org/r4' };

/** Weeks in which something happens to the clock, and quiet ones. */
const WEEKS: [zone: string, first: string, length: number][] = [
  ['America/New_York', '2026-03-05', 7], // spring forward on the 8th
  ['America/New_York', '2026-10-29', 6], // fall back on 1 November
  ['America/New_York', '2026-06-30', 7], // a holiday
  ['America/New_York', '2026-12-29', 6], // new year
  ['Europe/London', '2026-03-26', 6],
  ['Europe/London', '2026-10-22', 6],
  ['Asia/Kolkata', '2026-05-04', 6],
];

const WILD_WEEKS: typeof WEEKS = [
  ['Australia/Lord_Howe', '2026-04-02', 6], // half an hour back on the 5th
  ['America/Santiago', '2026-09-03', 6], // the 6th begins at 01:00
];

export function scenario(r: Random, wild: boolean): Scenario {
  const [zone, first, length] = r.pick(wild && r.chance(0.3) ? WILD_WEEKS : WEEKS);
  const start = Temporal.PlainDate.from(first);
  const days = Array.from({ length }, (_, i) => start.add({ days: i }).toString());
  const withLab = r.chance(0.4);
  return {
    zone,
    hasZone: !r.chance(0.08),
    days,
    holidays: r.chance(0.5) ? [r.pick(days), '2026-07-03'] : [],
    turn: days.find((day) => endOfDay(day, zone) - startOfDay(day, zone) !== 24n * HOUR) ?? null,
    withLab,
    withSecondFeed: r.chance(0.25),
    withAlerts: !r.chance(0.15),
    withTelemetry: !r.chance(0.2),
    wild,
  };
}

/** The zone that days are cut in. */
export function dayZone({ zone, hasZone }: Scenario): string {
  return hasZone ? zone : 'UTC';
}

/** An instant of the wall clock of the scenario's zone. */
export function wall(text: string, of: Scenario): Micros {
  return parseDateTime(text, of.zone, 'start')!;
}
