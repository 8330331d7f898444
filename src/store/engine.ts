import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { Fault } from '../fault.js';
import { isAlive } from './process.js';

const PREFIX = 'mission-audit-';

export type Row = Record<string, DuckDBValue>;

/** An embedded DuckDB with a spill folder of its own; close() removes it. */
export class Engine {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    private readonly spill: string,
  ) {}

  /** Throws Fault `bad-option` where the environment asks for what cannot be. */
  static async open(): Promise<Engine> {
    const limits = limitsOf(process.env.MISSION_AUDIT_MEMORY ?? '800MB', process.env.MISSION_AUDIT_THREADS);
    const spill = temporaryFolder('spill');
    const instance = await DuckDBInstance.create(':memory:', { ...limits, temp_directory: spill });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'; SET autoinstall_known_extensions = false");
    return new Engine(instance, connection, spill);
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** All rows as objects. BIGINTs arrive as bigint, timestamps as DuckDB values: cast in SQL what is printed. */
  async rows(sql: string): Promise<Row[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjects() as Row[];
  }

  /** All rows with every value as JSON has it: numbers, strings, booleans, null. Integers past 2^53 come as text. */
  async json<T>(sql: string): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJson() as T[];
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.spill, { recursive: true, force: true });
  }
}

/** What DuckDB may use: it spills to a temporary folder beyond the memory; all cores' threads unless said. */
function limitsOf(memory: string, threads: string | undefined): Record<string, string> {
  if (!/^\d+(\.\d+)? ?[KMGT]i?B$/i.test(memory))
    throw new Fault('bad-option', `MISSION_AUDIT_MEMORY is "${memory}": expected a size such as 800MB`);
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(threads))
    throw new Fault(
      'bad-option',
      `MISSION_AUDIT_THREADS is "${threads}": expected a whole number from 1 to 999`,
    );
  return { memory_limit: memory, ...(threads ? { threads } : {}) };
}

/** A folder only this process's user can read (0700), named so that leftovers of dead processes can be told. */
export function temporaryFolder(kind: string): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${kind}-${process.pid}-`));
}

/** Removes temporary folders whose process has died. Safe beside running ones. */
export function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}[a-z]+-(\\d+)-`).exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** A string as a SQL literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
