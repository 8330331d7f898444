import { Temporal } from '@js-temporal/polyfill';
import type { Case } from '../cases.js';
import { type Micros, siteDay, startOfDay } from '../instants.js';
import { toolOf } from './alert-cells.js';
import { type Line, lineOf, type Part, whole } from './line.js';
import { cellsOf } from './orders.js';
import type { Scene } from './scene.js';

const INPATIENT = ['IMP', 'ACUTE', 'NONAC'];

type Entry = Scene['ofPeriod'][number];

/** The last site day on which it is open: an end at 24:00 has no next day. */
function lastDay(end: Micros, start: Micros, zone: string): string {
  const day = siteDay(end, zone);
  return end > start && startOfDay(day, zone) === end ? siteDay(end - 1n, zone) : day;
}

/** decisions.md 91: "the site days on which they were open, both ends included; … while open up to the last day of the
 * alert feeds' window; one that ends before it starts none" */
function daysOf({ started, ends }: Case, { world }: Scene): number {
  const zone = world.site.dayZone;
  if (started === null || (ends !== null && ends < started)) return 0;
  const first = siteDay(started, zone);
  const last = ends === null ? world.alertWindow!.to : lastDay(ends, started, zone);
  return (
    Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: 'days' }).days + 1
  );
}

function wasRead({ id }: Case, { world }: Scene): boolean {
  return world.encounters.some((encounter) => encounter.id === id);
}

/** Tools of its logged actions and of its alerts. */
function touchedBy({ of }: Entry, scene: Scene): Map<string, number> {
  const own = scene.episodes.filter(({ attributed }) => attributed.encounter === of.id);
  const found = new Map<string, number>();
  for (const { tool } of of.events) if (tool !== null) found.set(tool, 0);
  for (const alert of own) {
    const tool = toolOf(alert, scene.entries);
    if (tool !== null) found.set(tool, (found.get(tool) ?? 0) + 1);
  }
  return found;
}

export function alertsPerInpatientDay(scene: Scene): Line[] {
  const measure = 'alerts-per-inpatient-day';
  const stays = scene.ofPeriod
    .filter(({ of, row }) => wasRead(of, scene) && of.started !== null && row.alerts !== null)
    .filter(({ of }) => INPATIENT.includes(of.class ?? ''))
    .map((entry) => ({
      entry,
      days: daysOf(entry.of, scene),
      tools: touchedBy(entry, scene),
      cells: cellsOf({ encounter: entry.of.id, patient: entry.of.patient }, scene).map((by) =>
        JSON.stringify(by),
      ),
    }))
    // A stay without a day is no stay: its alerts go with it.
    .filter(({ days }) => days > 0);
  const part = ({ entry, days }: (typeof stays)[number], alerts: number): Part => ({
    id: entry.of.responsible,
    numerator: whole(alerts),
    denominator: whole(days),
    encounter: entry.of.id,
    patient: entry.of.patient,
  });
  const cells = [...new Set(stays.flatMap((stay) => stay.cells))].map((cell) => {
    const own = stays.filter((stay) => stay.cells.includes(cell));
    return lineOf(
      { measure, by: JSON.parse(cell) },
      own.map((stay) => part(stay, stay.entry.row.alerts!)),
      'rate',
    );
  });
  const tools = [...new Set(stays.flatMap((stay) => [...stay.tools.keys()]))].map((tool) => {
    const own = stays.filter((stay) => stay.tools.has(tool));
    return lineOf(
      { measure, by: { tool } },
      own.map((stay) => part(stay, stay.tools.get(tool)!)),
      'rate',
    );
  });
  return [...cells, ...tools];
}
