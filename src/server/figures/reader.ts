import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResult } from '../../result.js';
import type { FiguresMeta } from './meta.js';
import { SortedLines } from './sorted-lines.js';

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
  /** A code, `system|code` where it is of no known system. */
  reason: string;
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

export type ListedEncounter = Pick<
  StoredEncounter,
  'encounter_id' | 'class' | 'virtual' | 'started' | 'ended'
>;

const NOTHING: StoredFigures = {
  encounter: null,
  work: [],
  minutes: [],
  episodes: [],
  telemetry: [],
  benefits: [],
};

/** Reads one folder of figures (refresh.ts). Every question is of one encounter, one patient or one person. */
export class FiguresReader {
  private constructor(
    private readonly encounters: SortedLines,
    private readonly patients: SortedLines,
    private readonly persons: SortedLines,
    readonly meta: FiguresMeta,
    readonly result: AuditResult,
  ) {}

  static async open(folder: string): Promise<FiguresReader> {
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    // What can fail without a file left open comes first.
    const [meta, result] = [read('meta.json'), read('result.json')];
    const opened: SortedLines[] = [];
    try {
      for (const name of ['encounters', 'patients', 'persons'])
        opened.push(await SortedLines.open(join(folder, `${name}.ndjson`)));
    } catch (error) {
      for (const lines of opened) await lines.close();
      throw error;
    }
    const [encounters, patients, persons] = opened as [SortedLines, SortedLines, SortedLines];
    return new FiguresReader(encounters, patients, persons, meta, result);
  }

  async encounter(id: string): Promise<StoredFigures> {
    return (await this.encounters.find<StoredFigures>(id)) ?? NOTHING;
  }

  /** The patient's encounters that count, latest first, at most 50. */
  async encountersOf(patientId: string): Promise<ListedEncounter[]> {
    return (await this.patients.find<{ encounters: ListedEncounter[] }>(patientId))?.encounters ?? [];
  }

  /** The ids that stand for people known by a role or an identifier, and for merged patients; only those that differ. */
  async standing(ids: string[]): Promise<Map<string, string>> {
    const found = await Promise.all(ids.map((id) => this.persons.find<{ id: string; resolved: string }>(id)));
    return new Map(found.flatMap((one) => (one ? [[one.id, one.resolved]] : [])));
  }

  async close(): Promise<void> {
    for (const lines of [this.encounters, this.patients, this.persons]) await lines.close();
  }
}
