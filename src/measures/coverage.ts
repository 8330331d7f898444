import type { Coverage } from '../result.js';
import type { Derived } from '../store/derived/build.js';
import { type Engine, quote } from '../store/engine.js';
import { readQuarantine } from '../store/quarantine.js';
import { beaconGaps } from './beacon-gaps.js';
import { feedCounts } from './feed-coverage.js';

export interface CoverageInput {
  engine: Engine;
  store: string;
  derived: Derived;
  timeZone: string | null;
}

/** Accounts that act in this many hours of one day, or this often in one hour, are suspected to be no people. */
export const SUSPECT_HOURS = 20;
export const SUSPECT_ROWS = 3000;

/** What was read and what became of it: every result says so beside its figures. */
export async function coverageOf(input: CoverageInput): Promise<Omit<Coverage, 'missing'>> {
  const { engine, derived } = input;
  const kinds = await kindCounts(engine, derived);
  const quarantine = readQuarantine(input.store);
  const resources = await engine.json<{ type: string; n: string }>(
    'SELECT "type", count(*) AS n FROM current_resource GROUP BY "type" ORDER BY "type"',
  );
  const [encounters] = await engine.json<{ n: string }>('SELECT count(*) AS n FROM encounter_figures');
  const clinician = kinds.filter(({ user_kind }) => user_kind === 'clinician');
  const acting = clinician.filter(({ background }) => !background);
  const of = (kind: string) =>
    sum(kinds.filter(({ user_kind }) => user_kind === kind).map(({ rows }) => rows));
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const clinicianRows = sum(clinician.map(({ rows }) => rows));
  const resolvedShare = (column: 'user_resolved' | 'patient_resolved' | 'encounter_resolved') =>
    share(sum(clinician.map((row) => row[column])), clinicianRows);
  return {
    feeds: await feedCounts(input, quarantine),
    encounters: Number(encounters!.n),
    clinicianEvents: clinicianRows,
    systemEvents: of('system'),
    otherEvents: of('patient') + of('related') + of('unidentified'),
    unidentifiedEvents: of('unidentified'),
    patientEvents: of('patient'),
    relatedEvents: of('related'),
    backgroundEvents: sum(kinds.filter(({ background }) => background).map(({ rows }) => rows)),
    ownEvents: sum(kinds.filter(({ own }) => own).map(({ rows }) => rows)),
    toUncounted: await uncounted(engine, derived),
    attribution: await attribution(engine, derived),
    unmappedShare: share(
      sum(acting.filter(({ unmapped }) => unmapped).map(({ rows }) => rows)),
      sum(acting.map(({ rows }) => rows)),
    ),
    resolved: {
      user: resolvedShare('user_resolved'),
      patient: resolvedShare('patient_resolved'),
      encounter: resolvedShare('encounter_resolved'),
    },
    suspectedServiceAccounts: await suspects(engine, derived),
    resources: Object.fromEntries(
      resources.filter(({ type }) => known(type)).map(({ type, n }) => [type, Number(n)]),
    ),
    unknownResources: Object.fromEntries(
      resources.filter(({ type }) => !known(type)).map(({ type, n }) => [type, Number(n)]),
    ),
    quarantine: countBy(quarantine),
    notices: [
      ...(input.timeZone === null
        ? ['No time zone was given: days are UTC days, and nothing that needs the wall clock was measured.']
        : []),
      ...gapNotice(await beaconGaps(engine)),
    ],
  };
}

function gapNotice(batches: number): string[] {
  if (batches === 0) return [];
  const what = batches === 1 ? '1 batch of clicks' : `${batches} batches of clicks`;
  return [
    `${what} of the beacon never came, as the numbers of those before and after show: clicks are at least what is said.`,
  ];
}

const READ = new Set(
  'Encounter Appointment Patient Practitioner PractitionerRole ServiceRequest MedicationRequest DetectedIssue Communication Immunization Procedure CareTeam Coverage'.split(
    ' ',
  ),
);

function known(type: string): boolean {
  return READ.has(type);
}

interface KindCount {
  user_kind: string;
  background: boolean;
  unmapped: boolean;
  own: boolean;
  rows: number;
  user_resolved: number;
  patient_resolved: number;
  encounter_resolved: number;
}

function inPeriod(derived: Derived, day: string): string {
  const { period } = derived;
  return period ? `${day} >= DATE ${quote(period.from)} AND ${day} <= DATE ${quote(period.to)}` : 'false';
}

async function kindCounts(engine: Engine, derived: Derived): Promise<KindCount[]> {
  const rows = await engine.json<Record<string, string | boolean>>(`
    SELECT user_kind, background, unmapped, own, sum("rows") AS "rows", sum(user_resolved) AS user_resolved,
      sum(patient_resolved) AS patient_resolved, sum(encounter_resolved) AS encounter_resolved
    FROM audit_day WHERE ${inPeriod(derived, 'site_day')} GROUP BY ALL`);
  return rows.map((row) => ({
    user_kind: String(row.user_kind),
    background: row.background === true,
    unmapped: row.unmapped === true,
    own: row.own === true,
    rows: Number(row.rows),
    user_resolved: Number(row.user_resolved),
    patient_resolved: Number(row.patient_resolved),
    encounter_resolved: Number(row.encounter_resolved),
  }));
}

async function attribution(engine: Engine, derived: Derived): Promise<Coverage['attribution']> {
  const rows = await engine.json<{ how: keyof Coverage['attribution']; n: string }>(
    `SELECT how, sum(actions) AS n FROM cell WHERE ${inPeriod(derived, 'CAST(site_hour AS DATE)')} GROUP BY how`,
  );
  const found = { explicit: 0, period: 0, nearby: 0, none: 0 };
  for (const { how, n } of rows) found[how] = Number(n);
  return found;
}

async function uncounted(engine: Engine, derived: Derived): Promise<number> {
  const [row] = await engine.json<{ n: string | null }>(
    `SELECT sum(actions) AS n FROM cell WHERE uncounted AND ${inPeriod(derived, 'CAST(site_hour AS DATE)')}`,
  );
  return Number(row?.n ?? 0);
}

async function suspects(engine: Engine, derived: Derived): Promise<number> {
  const [row] = await engine.json<{ n: string }>(`
    WITH hourly AS (SELECT u, site_hour, sum(actions) AS actions FROM cell WHERE u <> 0 AND ${inPeriod(derived, 'CAST(site_hour AS DATE)')} GROUP BY ALL),
    daily AS (SELECT u, max(actions) AS busiest, count(*) AS hours FROM hourly GROUP BY u, CAST(site_hour AS DATE))
    SELECT count(DISTINCT u) AS n FROM daily WHERE hours >= ${SUSPECT_HOURS} OR busiest > ${SUSPECT_ROWS}`);
  return Number(row!.n);
}

function sum(values: number[]): number {
  return values.reduce((total, next) => total + next, 0);
}

function countBy(entries: ReturnType<typeof readQuarantine>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code, rows = 1 } of entries) counts[code] = (counts[code] ?? 0) + rows;
  return counts;
}
