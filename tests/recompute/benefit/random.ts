import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Cells } from '../random/cells.js';
import { type Random, random } from '../random/random.js';
import { BASES, type Scenario, scenario } from '../random/scenario.js';
import { type RandomLog, writeRandomLog } from '../random-logs.js';
import { ALERT_HEADER, ANSWER_HEADER, alerts, alertsYaml, REVIEW_HEADER } from './random/alerts.js';
import { BENEFIT_HEADER, benefits, fhirBenefits } from './random/benefits.js';
import { type Crowd, crowd } from './random/crowd.js';
import { type Hot, hot } from './random/hot.js';
import { fhirOrders, ORDER_HEADER, orders } from './random/orders.js';
import { STRATUM_HEADER, strata } from './random/strata.js';
import { INTERVAL_HEADER, telemetry } from './random/telemetry.js';
import { CONCERN_HEADER, concerns, SILENT_HEADER, silentChanges } from './random/voices.js';

function csv(header: string[], rows: Cells[]): string {
  const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => header.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const HEADERS: Record<string, string[]> = {
  alert: ALERT_HEADER,
  alert_answer: ANSWER_HEADER,
  override_review: REVIEW_HEADER,
  order_event: ORDER_HEADER,
  concern: CONCERN_HEADER,
  silent_change: SILENT_HEADER,
  benefit: BENEFIT_HEADER,
  patient_stratum: STRATUM_HEADER,
  ui_interval: INTERVAL_HEADER,
};

/** References of the home server, as another server writes them. */
function fromAfar(row: Cells): Cells {
  // Another patient: of two firings with one id, key, user, patient and instant nothing says which was first.
  const patient = row.patient_id === 'Patient/y1' ? 'Patient/y2' : 'Patient/y1';
  const about = 'alert_key' in row && 'patient_id' in row ? { ...row, patient_id: patient } : row;
  const far = (cell: string) => (/^[A-Z]\w+\//.test(cell) ? `${BASES.main}/${cell}` : cell);
  return Object.fromEntries(Object.entries(about).map(([column, cell]) => [column, far(cell)]));
}

/** What the second server hands over: rows that bear ids which the home server has given too. */
function collisions(r: Random, tables: Record<string, Cells[]>): Record<string, Cells[]> {
  const some = (name: string) => tables[name]!.filter(() => r.chance(0.12)).map(fromAfar);
  return Object.fromEntries(
    ['alert', 'order_event', 'concern', 'benefit', 'override_review', 'silent_change'].map((name) => [
      name,
      some(name),
    ]),
  );
}

function drawTables(r: Random, about: Hot, { of, people }: { of: Scenario; people: Crowd }) {
  // Now and then a site has no such feed at all.
  const given = (rows: Cells[]) => (r.chance(0.08) ? [] : rows);
  return {
    ...alerts(r, about, people),
    patient_stratum: strata(r, people),
    order_event: given(orders(r, about, people)),
    concern: given(concerns(r, about, people)),
    silent_change: given(silentChanges(r, about, people)),
    benefit: given(benefits(r, about, people)),
    ui_interval: of.withTelemetry ? telemetry(r, about, people) : [],
  };
}

/** Declared windows of the extra feeds: sometimes narrower than the data. */
function declare(r: Random, of: Scenario, path: string): void {
  const site = parse(readFileSync(path, 'utf8')) as { feeds?: Record<string, unknown> };
  const feeds = Object.fromEntries(
    ['order_event', 'concern', 'silent_change', 'benefit', 'gateway']
      .filter(() => r.chance(0.35))
      .map((name) => [name, { from: of.days[r.int(0, 2)]!, to: of.days.at(-1 - r.int(0, 2))! }]),
  );
  writeFileSync(path, stringify({ ...site, feeds: { ...site.feeds, ...feeds } }));
}

/** A random log (random-logs.ts) with a crowd and the tables that benefits, orders and concerns need. */
export function writeBenefitLog(seed: number, dir: string): RandomLog {
  const log = writeRandomLog(seed, dir);
  const of = scenario(random(seed), false);
  const r = random(seed + 500_000);
  const about = hot(r, of);
  const people = crowd(r, about);
  const tables = drawTables(r, about, { of, people });
  const fhir = [
    ...people.resources,
    ...(r.chance(0.4) ? fhirOrders(r, about, people) : []),
    ...(r.chance(0.5) ? fhirBenefits(r, people) : []),
  ];
  declare(r, of, log.input.site!);
  writeFileSync(log.input.alerts!, alertsYaml(r, of.days));

  const put = (folder: string, given: Record<string, Cells[]>) =>
    Object.entries(given)
      .filter(([, rows]) => rows.length > 0)
      .map(([name, rows]) => write(join(dir, folder, `${name}.csv`), csv(HEADERS[name]!, r.shuffle(rows))));
  const resources = write(
    join(dir, 'crowd', 'crowd.ndjson'),
    `${r
      .shuffle(fhir)
      .map((one) => JSON.stringify(one))
      .join('\n')}\n`,
  );
  // A gateway's feed has several tables, and whichever of them has a row says that it was running.
  const { silent_change, concern, ...others } = tables;
  const atGateway = r.chance(0.3);
  const main = put('crowd', atGateway ? others : tables);
  const gateway = atGateway
    ? put('gateway', { silent_change, concern, alert: tables.alert.slice(0, 3).map(renamed) })
    : [];
  const lab = of.withLab ? put('lab-crowd', collisions(r, tables)) : [];
  const parts = [
    { paths: [resources, ...main] },
    ...(gateway.length > 0 ? [{ paths: gateway, feed: 'gateway' }] : []),
    ...(lab.length > 0 ? [{ paths: lab, server: 'lab' }] : []),
  ];
  return {
    collects: [...log.collects, ...parts],
    input: {
      ...log.input,
      files: [
        ...log.input.files,
        ...parts.flatMap(({ paths, ...whose }) => paths.map((path) => ({ path, ...whose }))),
      ],
    },
  };
}

const renamed = (row: Cells): Cells => ({ ...row, alert_id: `g-${row.alert_id}` });
