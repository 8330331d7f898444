import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The days of the two periods: ten working days each, Monday to the Sunday after next. */
export const BEFORE = { first: '2026-02-02', range: '2026-02-02..2026-02-15' };
export const AFTER = { first: '2026-03-02', range: '2026-03-02..2026-03-15' };

const CLINICIANS = 8;
const VISITS = 4;
const DAY_MS = 24 * 3600 * 1000;

export interface Planted {
  /** Alerts of each visit of a period; a clinician's own habit comes on top. */
  alerts: [before: number, after: number];
  /** Interactions of each visit. */
  interactions: [before: number, after: number];
}

/**
 * Writes a clinic of delimited files: eight clinicians with four visits a day on ten days of each period. Every second
 * clinician has one alert more in each visit of their even days, so that people differ and stay as they are.
 */
export function writeClinic(folder: string, planted: Planted): void {
  const encounters = ['encounter_id,patient_id,status,class,started,ended'];
  const people = ['encounter_id,user_id,role,position'];
  const alerts = ['alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key'];
  const audit = ['event_id,recorded,user_id,user_kind,patient_id,encounter_ref,encounter_how,action'];
  [BEFORE, AFTER].forEach(({ first }, period) => {
    const days = Array.from({ length: 14 }, (_, i) => Date.parse(`${first}T00:00:00Z`) + i * DAY_MS);
    const working = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    for (const [n, day] of working.entries())
      for (let who = 0; who < CLINICIANS; who++)
        for (let visit = 0; visit < VISITS; visit++) {
          const id = `e${period}-${n}-${who}-${visit}`;
          const [user, patient] = [`Practitioner/d${who}`, `Patient/p${(n * VISITS + visit) % 20}-${who}`];
          const at = (minutes: number) =>
            new Date(day + (14 + visit) * 3600_000 + minutes * 60_000).toISOString();
          encounters.push(`Encounter/${id},${patient},finished,AMB,${at(0)},${at(50)}`);
          people.push(`Encounter/${id},${user},ATND,0`);
          const more = who % 2 === 0 && n % 2 === 0 ? 1 : 0;
          for (let i = 0; i < planted.alerts[period]! + more; i++)
            alerts.push(`${id}-${i},${at(5 + i)},shown,${user},${patient},Encounter/${id},k${i}`);
          const acts = planted.interactions[period]! + ((n + who) % 3);
          for (let i = 0; i < acts; i++)
            audit.push(`a${id}-${i},${at(3 * i)},${user},clinician,${patient},Encounter/${id},element,R`);
        }
  });
  mkdirSync(folder, { recursive: true });
  const files = { encounter: encounters, participation: people, alert: alerts, audit_event: audit };
  for (const [name, lines] of Object.entries(files))
    writeFileSync(join(folder, `${name}.csv`), `${lines.join('\n')}\n`);
}
