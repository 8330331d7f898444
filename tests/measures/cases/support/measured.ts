import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommonOptions } from '../../../../src/cli/options.js';
import { Session } from '../../../../src/cli/session.js';
import type { Dimension, MeasureCell } from '../../../../src/measures/measure.js';
import { measureStore } from '../../../../src/measures/measure-store.js';
import { loadMeasures } from '../../../../src/measures/registry.js';
import type { Site } from '../../../../src/store/config/site.js';
import type { Engine } from '../../../../src/store/engine.js';

/** Text by file name: the three configuration files, what the home server gives, and `lab/…` of another server. */
export type Files = Record<string, string>;

export interface Asked {
  by?: Dimension;
  variant?: string;
  from?: string;
  to?: string;
}

export interface Found {
  missing: string | null;
  /** By value of the dimension ('' for the site): sums over clusters, as SQL gives them, divided by the scale. */
  sums: Record<string, [numerator: number, denominator: number]>;
  clusters: Record<string, Record<string, [number, number]>>;
  /** kind median: the values in order. */
  values: Record<string, number[]>;
}

export const SITE = `timeZone: America/New_York
minClinicians: 1
servers: [{alias: main, base: "https://ehr.example.org/fhir", home: true}, {alias: lab, base: "https://lab.example.org/r4"}]
`;

const CONFIG = ['site', 'tools', 'alerts'] as const;

/** Reads the files as the command line does and evaluates one measure. */
export async function measured(measure: string, files: Files, asked: Asked = {}): Promise<Found> {
  const { from, to, ...question } = asked;
  const [found] = await measuredAll([{ measure, ...question }], files, { from, to });
  return found!;
}

export type Question = Pick<Asked, 'by' | 'variant'> & { measure: string };
interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

/** The same for several questions about one reading, answered in their order. */
export function measuredAll(
  questions: readonly Question[],
  files: Files,
  period: Period = {},
): Promise<Found[]> {
  return withReading(files, period, async ({ evaluate }) => {
    const answers: Found[] = [];
    for (const { measure, by, variant } of questions) {
      const { cells, missing } = await evaluate({ measure, ...(by ? { by } : {}) });
      answers.push({ missing, ...told(cells.filter((cell) => !variant || cell.variant === variant)) });
    }
    return answers;
  });
}

export interface Reading extends Awaited<ReturnType<typeof measureStore>> {
  engine: Engine;
  site: Site;
}

/** Reads the files as the command line does, for whoever asks of the engine itself. */
export async function withReading<T>(
  files: Files,
  { from, to }: Period,
  use: (reading: Reading) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'measure-case-'));
  const options: CommonOptions = { identifiers: 'keep' };
  for (const part of ['main', 'lab']) mkdirSync(join(folder, part));
  for (const [name, text] of Object.entries({ 'site.yaml': SITE, ...files })) {
    const config = CONFIG.find((one) => name === `${one}.yaml`);
    const path = join(folder, config || name.startsWith('lab/') ? name : `main/${name}`);
    writeFileSync(path, text);
    if (config) options[config] = path;
  }
  const session = await Session.open(options);
  try {
    await session.read([join(folder, 'main')], options);
    if (Object.keys(files).some((name) => name.startsWith('lab/')))
      await session.read([join(folder, 'lab')], { ...options, server: 'lab' });
    const derived = await session.derive({ ...options, ...(from ? { from } : {}), ...(to ? { to } : {}) });
    const measuring = await measureStore({
      engine: session.engine,
      derived,
      store: session.store,
      definitions: loadMeasures(),
      timeZone: session.site.timeZone,
      minClinicians: 1,
    });
    return await use({ ...measuring, engine: session.engine, site: session.site });
  } finally {
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(cells: MeasureCell[]): Omit<Found, 'missing'> {
  const found: Omit<Found, 'missing'> = { sums: {}, clusters: {}, values: {} };
  for (const cell of cells) {
    const name = Object.values(cell.by)[0] ?? '';
    const sum = (key: 'numerator' | 'denominator') => cell.clusters.reduce((all, one) => all + one[key], 0);
    found.sums[name] = [sum('numerator'), sum('denominator')];
    found.clusters[name] = Object.fromEntries(
      cell.clusters.map((one) => [one.cluster ?? '', [one.numerator, one.denominator]]),
    );
    found.values[name] = cell.values.map(({ value }) => value).sort((a, b) => a - b);
  }
  return found;
}

/** A delimited file: the header and rows, each a list of cells separated by blanks around commas as they come. */
export function csv(header: string, ...rows: string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

export function ndjson(...resources: object[]): string {
  return `${resources.map((resource) => JSON.stringify(resource)).join('\n')}\n`;
}

/** A finished visit of p1 with d1 on 8 July 2026, 09:00 to 10:00 in New York. */
export function visit(id: string, more: object = {}): object {
  return {
    resourceType: 'Encounter',
    id,
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    participant: [{ individual: { reference: 'Practitioner/d1' }, type: [{ coding: [{ code: 'ATND' }] }] }],
    period: { start: '2026-07-08T09:00:00-04:00', end: '2026-07-08T10:00:00-04:00' },
    ...more,
  };
}

let count = 0;

/** What a logged action is about: d1 and p1 unless said otherwise; `patient: null` names none, `more` adds elements. */
export interface About {
  user?: string;
  patient?: string | null;
  encounter?: string;
  observer?: string;
  more?: object;
}

/** One logged action of d1 on p1, at a time of 8 July 2026 in New York or an instant. */
export function act(time: string, about: About = {}): object {
  count += 1;
  const { user = 'd1', patient = 'p1', encounter, observer, more } = about;
  return {
    resourceType: 'AuditEvent',
    id: `a${count}`,
    recorded: time.includes('T') ? time : `2026-07-08T${time}-04:00`,
    agent: [{ requestor: true, who: { reference: `Practitioner/${user}` } }],
    ...(observer ? { source: { observer: { reference: `Device/${observer}` } } } : {}),
    entity: [
      ...(patient === null ? [] : [{ what: { reference: `Patient/${patient}` } }]),
      ...(encounter ? [{ what: { reference: `Encounter/${encounter}` } }] : []),
    ],
    ...more,
  };
}

export const ALERT = 'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key';

/** A row of alert.csv: key k, to d1 for p1 unless said otherwise; a time of 8 July 2026 in New York or an instant. */
export function fired(
  id: string,
  time: string,
  about: { key?: string; user?: string; patient?: string; encounter?: string } = {},
): string {
  const { key = 'k', user = 'd1', patient = 'p1', encounter } = about;
  const at = time.includes('T') ? time : `2026-07-08T${time}-04:00`;
  const ref = encounter ? `Encounter/${encounter}` : '';
  return `${id},${at},shown,Practitioner/${user},Patient/${patient},${ref},${key}`;
}

export const ANSWER = 'alert_id,responded,response';

/** The same files, the lines of each from another one on and backwards; headers stay first. */
export function shuffled(files: Files, turn: number): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      if (name.endsWith('.yaml')) return [name, text];
      const lines = text.trimEnd().split('\n');
      const head = name.endsWith('.csv') ? lines.splice(0, 1) : [];
      const turned = [...lines.slice(turn), ...lines.slice(0, turn)].reverse();
      return [name, `${[...head, ...turned].join('\n')}\n`];
    }),
  );
}
