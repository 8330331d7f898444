import type { Case } from './cases.js';
import { CUTOFFS, type Cutoff, type Event } from './events.js';
import { type Cluster, estimate } from './interval.js';
import type { By, Measurement, Measures } from './measurement.js';
import { type Rational, rational, sum } from './rational.js';
import type { Row } from './table.js';

const ONE = rational(1n);
const MICROS_IN_MINUTE = 60_000_000n;

export interface CaseRow {
  of: Case;
  row: Row;
}

/** "**Measures per encounter** sum the per-encounter table and cluster by responsible clinician." */
function perEncounter(cases: CaseRow[], by: By, numerator: (entry: CaseRow) => Rational): Measurement {
  const parts: Cluster[] = cases.map((entry) => ({
    id: entry.of.responsible,
    numerator: numerator(entry),
    denominator: ONE,
  }));
  return { by, ...estimate(parts, 'rate'), encounters: cases.length };
}

function count(value: number | null): Rational {
  return rational(BigInt(value ?? 0));
}

function minutes(events: Event[], cutoff: Cutoff): Rational {
  const micros = sum(events.map(({ credit }) => credit[cutoff]));
  return rational(micros.n, micros.d * MICROS_IN_MINUTE);
}

function toolsOf(cases: CaseRow[]): string[] {
  const tools = cases.flatMap((entry) => entry.of.events.flatMap(({ tool }) => tool ?? []));
  return [...new Set(tools)].sort();
}

/** "**By tool** the denominator is the encounters in which that tool was touched". */
function byTool(cases: CaseRow[], more: By, numerator: (events: Event[]) => Rational): Measurement[] {
  return toolsOf(cases).map((tool) => {
    const own = (entry: CaseRow) => entry.of.events.filter((event) => event.tool === tool);
    const touched = cases.filter((entry) => own(entry).length > 0);
    return perEncounter(touched, { tool, ...more }, (entry) => numerator(own(entry)));
  });
}

/** An empty figure is in no denominator. */
function withFigure(cases: CaseRow[], column: keyof Row): CaseRow[] {
  return cases.filter(({ row }) => row[column] !== null);
}

function alertMeasures(cases: CaseRow[]): Measures {
  const covered = withFigure(cases, 'alerts');
  return { 'alerts-per-encounter': [perEncounter(covered, {}, ({ row }) => count(row.alerts))] };
}

export function encounterMeasures(cases: CaseRow[]): Measures {
  const covered = withFigure(cases, 'logged_actions');
  const counted = (events: Event[]) => rational(BigInt(events.length));
  const runs = (events: Event[]) => counted(events.filter(({ startsRun }) => startsRun));
  return {
    'logged-actions-per-encounter': [
      perEncounter(covered, {}, ({ row }) => count(row.logged_actions)),
      ...byTool(covered, {}, counted),
    ],
    'interactions-per-encounter': [
      perEncounter(covered, {}, ({ row }) => count(row.interactions)),
      ...byTool(covered, {}, runs),
    ],
    'clicks-per-encounter': [perEncounter(withFigure(cases, 'clicks'), {}, ({ row }) => count(row.clicks))],
    'ehr-time-per-encounter': CUTOFFS.flatMap((cutoff) => [
      perEncounter(covered, { cutoff }, ({ of }) => minutes(of.events, cutoff)),
      ...byTool(covered, { cutoff }, (events) => minutes(events, cutoff)),
    ]),
    'tools-per-encounter': [
      perEncounter(covered, {}, ({ row }) => count(row.tools)),
      ...byTool(covered, {}, () => ONE),
    ],
    ...alertMeasures(cases),
  };
}
