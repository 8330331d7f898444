import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Recomputed, type Row, recompute } from './recompute.js';

export interface Mini {
  fhir?: object[];
  lab?: object[];
  alert?: string;
  alert_answer?: string;
  ui_interval?: string;
  site?: string;
  tools?: string;
  alerts?: string;
  from?: string;
  to?: string;
}

export const SITE = `timeZone: America/New_York
holidays: [2026-07-03]
servers: [{alias: main, base: "https://ehr.example.org/fhir", home: true}, {alias: lab, base: "https://lab.example.org/r4"}]
feeds: {fhir: {from: 2026-01-01, to: 2026-12-31}, alert: {from: 2026-01-01, to: 2026-12-31}, ui_interval: {from: 2026-01-01, to: 2026-12-31}}
`;

/** Recomputes a hand-made case in a folder that is gone afterwards. */
export function mini(input: Mini): Recomputed & { row: (id: string) => Row } {
  const dir = mkdtempSync(join(tmpdir(), 'recompute-'));
  const write = (name: string, text: string | undefined) => {
    if (text === undefined) return [];
    writeFileSync(join(dir, name), text);
    return [{ path: join(dir, name) }];
  };
  const lines = (resources: object[] | undefined) =>
    resources?.map((resource) => JSON.stringify(resource)).join('\n');
  try {
    const found = recompute({
      files: [
        ...write('main.ndjson', lines(input.fhir)),
        ...write('lab.ndjson', lines(input.lab)).map((file) => ({ ...file, server: 'lab' })),
        ...write('alert.csv', input.alert),
        ...write('alert_answer.csv', input.alert_answer),
        ...write('ui_interval.csv', input.ui_interval),
      ],
      site: write('site.yaml', input.site ?? SITE)[0]!.path,
      tools: write('tools.yaml', input.tools)[0]?.path ?? null,
      alerts: write('alerts.yaml', input.alerts)[0]?.path ?? null,
      ...(input.from === undefined ? {} : { from: input.from }),
      ...(input.to === undefined ? {} : { to: input.to }),
    });
    return { ...found, row: (id) => found.encounters.find((row) => row.encounter_id === id)! };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

let count = 0;

/** One logged action: who, when (a Wednesday in July 2026 unless said otherwise), on whose chart. */
export function act(
  time: string,
  about: { user?: string; patient?: string; encounter?: string; [more: string]: unknown } = {},
): object {
  const { user = 'd1', patient = 'p1', encounter, ...more } = about;
  count += 1;
  return {
    resourceType: 'AuditEvent',
    id: `a${count}`,
    recorded: time.includes('T') ? time : `2026-07-08T${time}-04:00`,
    agent: [{ requestor: true, who: { reference: `Practitioner/${user}` } }],
    entity: [
      { what: { reference: `Patient/${patient}` } },
      ...(encounter ? [{ what: { reference: `Encounter/${encounter}` } }] : []),
    ],
    ...more,
  };
}

/** A finished visit of p1 on 8 July 2026, 09:00 to 10:00 in New York. */
export function visit(id: string, more: object = {}): object {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    period: { start: '2026-07-08T09:00:00-04:00', end: '2026-07-08T10:00:00-04:00' },
    ...more,
  };
}
