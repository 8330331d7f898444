import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const VISITS = 24;
export const TOOLS = ['pop', 'chart'];

/** What is different from the site that is reckoned below. */
export interface Change {
  visits?: number;
  /** In how many of the even visits the pop-up was worked with, and fired; default all. */
  popVisits?: number;
  popClicks?: number;
  /** Whether telemetry of the whole EHR is there. */
  wholeEhr?: boolean;
  telemetryDays?: number;
  /** What is answered to the alerts of even visits; null: nothing was exported. */
  answer?: 'accepted' | 'overridden' | null;
  /** Of the visits, how many had a hazard; the first 12 were mitigated. */
  hazards?: number;
  minClinicians?: number;
  /** What alerts.yaml says of whether they interrupt. */
  popInterrupts?: boolean | 'unknown';
  otherInterrupts?: boolean | 'unknown';
  /** Whether the chart's rows belong to a tool. */
  chartMapped?: boolean;
  audit?: boolean;
  /** So many alerts more, all accepted, of patients without a visit. */
  strays?: number;
}

/**
 * 24 visits of 24 patients, three a day to three clinicians, 09:00 to 10:00 from 1 to 8 July 2026. In each
 *
 * - the chart is read at 09:00, 09:01 and 09:03, and in every second (even) visit the pop-up is dealt with at 09:02: 4 or 3
 *   logged actions, each an interaction: (12 · 4 + 12 · 3) / 24 = 3.5, of the pop-up 12/24 = 0.5;
 * - that is 3 minutes of active time (1 + 1 + 1, or 1 + 2), with 1 of the pop-up in even visits: 3 and 12/24 = 0.5. With a
 *   cutoff of 60 s the gap of 2 minutes is not credited: (12 · 3 + 12 · 1)/24 = 2;
 * - telemetry of the whole EHR counts 20 clicks, and that of the pop-up 5 in even visits: 20 and 60/24 = 2.5;
 * - a reminder (`other`, not interruptive, of the chart) fires, and an interruptive pop-up: `pop-a` in even visits, `pop-b` in
 *   odd ones: 2 alerts a visit, 1 of them the pop-up's. In even visits both are accepted, in odd ones overridden;
 * - the pop-up sees a hazard, and in the first 12 visits it is mitigated.
 *
 * Good changes of the pop-up: 12 alerts accepted and 12 hazards mitigated. For one of them 24/24 alerts, 12/24
 * interactions and minutes, 60/24 clicks.
 */
export function smallSite(change: Change): Record<string, string> {
  const { visits: n = VISITS, popVisits = n, popClicks = 5, wholeEhr = true } = change;
  const { telemetryDays = 31, answer = 'accepted', hazards = n, minClinicians = 1 } = change;
  const { popInterrupts = true, otherInterrupts = false, chartMapped = true } = change;
  const { audit = true, strays = 0 } = change;
  const stray = Array.from({ length: strays }, (_, i) => i);
  const visits = Array.from({ length: n }, (_, i) => ({
    i,
    day: `2026-07-${String(1 + Math.floor((i * 8) / n)).padStart(2, '0')}`,
    // Clinicians work one visit after the other: a visit an hour, three clinicians.
    hour: String(9 + (Math.floor(i / 3) % (n / VISITS))).padStart(2, '0'),
    user: `Practitioner/d${i % 3}`,
    patient: `Patient/p${i}`,
    encounter: `Encounter/e${i}`,
    even: i % 2 === 0,
    popped: i % 2 === 0 && i / 2 < popVisits,
  }));
  type Visit = (typeof visits)[number];
  const at = ({ day, hour }: Visit, minute: string) => `${day}T${hour}:${minute}:00-04:00`;
  const file = (header: string, rows: (visit: Visit) => string[]) =>
    `${[header, ...visits.flatMap(rows)].join('\n')}\n`;
  const alerts = ({ even, popped }: Visit) => [
    'other',
    ...(even ? (popped ? ['pop-a'] : []) : popVisits === n ? ['pop-b'] : []),
  ];
  return {
    'site.yaml': `timeZone: America/New_York\nminClinicians: ${minClinicians}\n`,
    'tools.yaml': `version: 1
tools:
  - {id: pop, title: Pop-up, category: decision-support, match: [{observer: Device/pop}]}
  - {id: chart, title: Chart, category: chart-review, match: [{observer: Device/${chartMapped ? 'chart' : 'else'}}]}
`,
    'alerts.yaml': `version: 1
alerts:
  - {key: "pop-*", tool: pop, purpose: safety, interruptive: ${popInterrupts}}
  - {key: other, tool: chart, purpose: prevention, interruptive: ${otherInterrupts}}
`,
    'data/Encounter.ndjson': `${visits.map((visit) => JSON.stringify(encounter(visit, at))).join('\n')}\n`,
    ...(audit && {
      'data/audit_event.csv': file('event_id,recorded,user_id,observer,patient_id,encounter_ref', (visit) =>
        [['00', 'chart'], ['01', 'chart'], ...(visit.popped ? [['02', 'pop']] : []), ['03', 'chart']].map(
          ([minute, tool]) =>
            `a${visit.i}-${minute},${at(visit, minute!)},${visit.user},Device/${tool},${visit.patient},${visit.encounter}`,
        ),
      ),
    }),
    'data/alert.csv': `${file('alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key', (visit) =>
      alerts(visit).map(
        (key) =>
          `${key}${visit.i},${at(visit, '02')},shown,${visit.user},${visit.patient},${visit.encounter},${key}`,
      ),
    )}${stray.map((i) => `s${i},2026-07-08T20:00:00-04:00,shown,Practitioner/d${i % 3},Patient/s${i},,pop-a\n`).join('')}`,
    ...(answer && {
      'data/alert_answer.csv': `${file('alert_id,responded,response', (visit) =>
        alerts(visit).map((key) => `${key}${visit.i},,${visit.even ? answer : 'overridden'}`),
      )}${stray.map((i) => `s${i},,accepted\n`).join('')}`,
    }),
    'data/benefit.csv': file('benefit_id,tool,kind,patient_id,encounter_ref,at', (visit) =>
      ['hazard', 'hazard-mitigated']
        .filter((kind) => visit.i < (kind === 'hazard' ? hazards : Math.min(hazards, n / 2)))
        .map(
          (kind) => `${kind}${visit.i},pop,${kind},${visit.patient},${visit.encounter},${at(visit, '30')}`,
        ),
    ),
    'data/ui_interval.csv': file(
      'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks',
      (visit) =>
        Number(visit.day.slice(-2)) > telemetryDays
          ? []
          : [
              ...(wholeEhr ? [['w', 'whole-ehr', '', 20] as const] : []),
              ...(visit.popped ? [['t', 'tool', 'pop', popClicks] as const] : []),
            ].map(
              ([id, scope, tool, clicks]) =>
                `${id}${visit.i},${scope},${at(visit, '00')},${at(visit, '05')},${visit.user},${visit.patient},${visit.encounter},${tool},${clicks}`,
            ),
    ),
  };
}

const encounter = <V extends { i: number; user: string; patient: string }>(
  visit: V,
  at: (visit: V, minute: string) => string,
) => ({
  resourceType: 'Encounter',
  id: `e${visit.i}`,
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: visit.patient },
  participant: [{ individual: { reference: visit.user }, type: [{ coding: [{ code: 'ATND' }] }] }],
  period: { start: at(visit, '00'), end: at(visit, '59') },
});

/** Writes the site and gives the words of a command line that reads it. */
export function writeSite(folder: string, files: Record<string, string>): string[] {
  mkdirSync(join(folder, 'data'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const config = ['site', 'tools', 'alerts'].flatMap((name) => [`--${name}`, join(folder, `${name}.yaml`)]);
  return [join(folder, 'data'), ...config];
}
