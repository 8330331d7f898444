import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../random.js';
import { siteYaml, toolsYaml } from '../site-files.js';
import { addDays, instantOf, weekday } from '../site-time.js';
import { BlockWriter } from './block-writer.js';
import { encounterLine, patientLine, practitionerLine } from './masters.js';
import { type Line, r4, r5 } from './templates.js';

export interface BenchOptions {
  out: string;
  seed: number;
  events: number;
}

const perEncounter = 50;
const perClinician = 16_000;
const first = '2026-01-05';
const touches: Line['touch'][] = [
  ['ehr-core', 'read', 'R', 'Observation'],
  ['ehr-core', 'search-type', 'E', 'Condition'],
  ['ehr-core', 'read', 'R', 'DiagnosticReport'],
  ['ehr-core', 'create', 'C', 'DocumentReference'],
  ['ehr-core', 'update', 'U', 'DocumentReference'],
  ['cpoe', 'create', 'C', 'ServiceRequest'],
  ['ehr-core', 'create', 'C', 'MedicationRequest'],
  ['inbasket-01', 'read', 'R', 'Communication'],
  ['rpm-hub', 'read', 'R', 'Observation'],
  ['sepsis-cds', 'read', 'R', 'RiskAssessment'],
  ['ehr-core', 'read', 'R', 'Coverage'],
  ['tracking-board', 'search', 'E', 'Location'],
];

/** Millions of events over three months, in the order of time, with as little memory as a thousand. */
export async function bench({
  out,
  seed,
  events,
}: BenchOptions): Promise<{ events: number; encounters: number }> {
  await mkdir(out, { recursive: true });
  const random = new Random(seed, 'bench');
  const workdays = Array.from({ length: 91 }, (_, index) => addDays(first, index)).filter(
    (date) => weekday(date) % 6 !== 0,
  );
  const clinicians = Math.max(2, Math.ceil(events / perClinician));
  const encounters = Math.ceil(events / perEncounter);
  const patients = Math.max(1, Math.ceil(encounters / 3));
  const rounds = Math.ceil(encounters / clinicians);
  const perDay = Math.ceil(rounds / workdays.length);
  const [audit, visits] = [
    await BlockWriter.to(join(out, 'AuditEvent.ndjson')),
    await BlockWriter.to(join(out, 'Encounter.ndjson')),
  ];
  let written = 0;
  for (let encounter = 0; encounter < encounters; encounter++) {
    // Everybody's first visit, then everybody's second …: the file is in the order of time.
    const round = Math.floor(encounter / clinicians);
    const practitioner = 1 + (encounter % clinicians);
    const slot = (round % perDay) * Math.floor(32_400_000 / perDay);
    const started =
      instantOf(workdays[Math.floor(round / perDay)]!, '08:00') / 1000 + slot + random.int(0, 600_000);
    const patient = random.int(1, patients);
    const rows = Math.min(perEncounter, events - written);
    const ended = started + 20 * 60_000;
    visits.add(encounterLine({ id: encounter + 1, patient, practitioner, started, ended }));
    let at = started;
    for (let row = 0; row < rows; row++) {
      const draw = Math.floor(random.uniform() * 4_294_967_296);
      const line: Line = {
        id: written + row + 1,
        at,
        practitioner: draw % 10 < 8 ? practitioner : 1 + ((practitioner + 1) % clinicians),
        patient,
        encounter: encounter + 1,
        how: hows[(draw >>> 4) % 20]!,
        touch: touches[(draw >>> 9) % touches.length]!,
        workstation: practitioner % 997,
        salt: draw,
      };
      audit.add(draw % 5 < 2 ? r5(line) : r4(line));
      at += (draw >>> 7) % 3 === 0 ? (draw >>> 13) % 2000 : (draw >>> 11) % 45_000;
    }
    written += rows;
    await audit.room();
    await visits.room();
  }
  await Promise.all([audit.close(), visits.close()]);
  await people(out, { clinicians, patients });
  return { events: written, encounters };
}

const hows = Array.from(
  { length: 20 },
  (_, index) => (index < 7 ? 'element' : index < 12 ? 'entity' : 'unsaid') as Line['how'],
);

async function people(
  out: string,
  { clinicians, patients }: { clinicians: number; patients: number },
): Promise<void> {
  for (const [name, count, line] of [
    ['Practitioner', clinicians, practitionerLine],
    ['Patient', patients, patientLine],
  ] as const) {
    const file = await BlockWriter.to(join(out, `${name}.ndjson`));
    for (let id = 1; id <= count; id++) {
      file.add(line(id));
      await file.room();
    }
    await file.close();
  }
  await writeFile(join(out, 'site.yaml'), siteYaml({ holidays: ['2026-01-19'] }));
  await writeFile(join(out, 'tools.yaml'), toolsYaml());
}
