import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult } from '../../result.js';
import { Engine, quote } from '../../store/engine.js';
import type { FiguresMeta } from './meta.js';

export interface StoredEncounter {
  encounter_id: string;
  patient_id: string;
  class: string;
  virtual: boolean;
  status: string;
  /** Microseconds since 1970, UTC. */
  started: number | null;
  ended: number | null;
  in_audit: boolean;
  in_alerts: boolean;
  in_telemetry: boolean;
}

export interface WorkRow {
  user_id: string;
  tool: string;
  actions: number;
  /** Active seconds. */
  seconds: number;
}

export interface MinuteRow {
  user_id: string;
  tool: string;
  /** Microseconds since 1970, UTC: the start of the minute. */
  at: number;
  inside: boolean;
  actions: number;
  seconds: number;
}

export interface EpisodeRow {
  user_id: string;
  alert_key: string;
  title: string;
  tool: string;
  interruptive: 'true' | 'false' | 'unknown';
  response: '' | 'accepted' | 'overridden';
  at: number;
}

export interface TelemetryRow {
  user_id: string;
  scope: string;
  tool: string;
  clicks: number;
}

export interface BenefitRow {
  tool: string;
  kind: string;
  n: number;
}

export interface StoredFigures {
  encounter: StoredEncounter | null;
  work: WorkRow[];
  minutes: MinuteRow[];
  episodes: EpisodeRow[];
  telemetry: TelemetryRow[];
  benefits: BenefitRow[];
}

/** The page is small and many may ask at once: little memory, both cores. */
const MEMORY = '256MB';
/** Credit is kept in picoseconds. */
const SECONDS = 'CAST(credit AS DOUBLE) / 1e12';

/** Reads one folder of figures (refresh.ts). Every question is of one encounter, one patient or one person. */
export class FiguresReader {
  private constructor(
    private readonly engine: Engine,
    private readonly folder: string,
    readonly meta: FiguresMeta,
    readonly result: AuditResult,
  ) {}

  static async open(folder: string): Promise<FiguresReader> {
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const engine = await Engine.open({ memory: MEMORY });
    await engine.run('SET parquet_metadata_cache = true');
    return new FiguresReader(engine, folder, read('meta.json'), read('result.json'));
  }

  private rows<T>(columns: string, table: string, key: { column: string; id: string }): Promise<T[]> {
    const file = quote(join(this.folder, `${table}.parquet`));
    return this.engine.json<T>(
      `SELECT ${columns} FROM read_parquet(${file}) WHERE "${key.column}" = ${quote(key.id)}`,
    );
  }

  async encounter(id: string): Promise<StoredFigures> {
    const key = { column: 'encounter_id', id };
    const instant = (column: string) => `epoch_us("${column}")::DOUBLE AS "${column}"`;
    const [encounter, work, minutes, episodes, telemetry, benefits] = await Promise.all([
      this.rows<StoredEncounter>(
        `* EXCLUDE (started, ended), ${instant('started')}, ${instant('ended')}`,
        'encounter',
        key,
      ),
      this.rows<WorkRow>(`user_id, tool, actions::DOUBLE AS actions, ${SECONDS} AS seconds`, 'work', key),
      this.rows<MinuteRow>(
        `user_id, tool, ${instant('at')}, inside, actions::DOUBLE AS actions, ${SECONDS} AS seconds`,
        'minute',
        key,
      ),
      this.rows<EpisodeRow>(
        'user_id, alert_key, title, tool, interruptive, response, epoch_us(occurred)::DOUBLE AS "at"',
        'episode',
        key,
      ),
      this.rows<TelemetryRow>('user_id, scope, tool, clicks::DOUBLE AS clicks', 'telemetry', key),
      this.rows<BenefitRow>('tool, kind, n::DOUBLE AS n', 'benefit', key),
    ]);
    return { encounter: encounter[0] ?? null, work, minutes, episodes, telemetry, benefits };
  }

  /** The patient's encounters that count, latest first. */
  encountersOf(
    patientId: string,
  ): Promise<Pick<StoredEncounter, 'encounter_id' | 'class' | 'virtual' | 'started' | 'ended'>[]> {
    const file = quote(join(this.folder, 'patient.parquet'));
    return this.engine.json(`SELECT encounter_id, class, "virtual", epoch_us(started)::DOUBLE AS started, epoch_us(ended)::DOUBLE AS ended
      FROM read_parquet(${file}) WHERE patient_id = ${quote(patientId)} ORDER BY started DESC NULLS LAST, encounter_id LIMIT 50`);
  }

  /** The id that stands for a user known by a role or an identifier. */
  async person(id: string): Promise<string> {
    const [row] = await this.rows<{ resolved: string }>('resolved', 'person', { column: 'user_id', id });
    return row?.resolved ?? id;
  }

  close(): void {
    this.engine.close();
  }
}
