/** Every table of the store: its columns with their SQL types, what identifies a row and which instant files it. */

export interface Table {
  name: string;
  /** Column name → DuckDB type, in the order in which they are written. */
  columns: Record<string, string>;
  /** Columns that identify a row (with `server`); of one identity the current version counts. */
  id: string[];
  /** The column whose month names the folder; null for tables without an instant of their own. */
  instant: string | null;
  /** Columns without which a delimited row is of no use and is quarantined. */
  required: string[];
}

const INSTANT = 'TIMESTAMP';
const TEXT = 'VARCHAR';
const TEXTS = 'VARCHAR[]';
const COUNT = 'BIGINT';

/** Every table has these besides its own. Instants are UTC. */
export const COMMON: Record<string, string> = { feed: TEXT, source: TEXT, version: TEXT, server: TEXT };

function table(
  name: string,
  own: Record<string, string>,
  facts: { id: string[]; instant?: string; required?: string[] },
): Table {
  return {
    name,
    columns: { ...own, ...COMMON },
    id: facts.id,
    instant: facts.instant ?? null,
    required: facts.required ?? [...facts.id, ...(facts.instant ? [facts.instant] : [])],
  };
}

const LIST: Table[] = [
  table(
    'audit_event',
    {
      event_id: TEXT,
      recorded: INSTANT,
      user_id: TEXT,
      user_kind: TEXT,
      workstation: TEXT,
      action: TEXT,
      type: TEXTS,
      subtypes: TEXTS,
      outcome: TEXT,
      purpose: TEXTS,
      observer: TEXT,
      agents: TEXTS,
      metric: TEXT,
      entity_types: TEXTS,
      entity: TEXT,
      patient_id: TEXT,
      encounter_ref: TEXT,
      encounter_how: TEXT,
      // Key of what tools.yaml asks of a row (observer, agents, types …): made when written, so that patterns are
      // matched once a combination and not once a row.
      facts: COUNT,
    },
    { id: ['event_id', 'recorded'], instant: 'recorded' },
  ),
  table(
    'alert',
    {
      alert_id: TEXT,
      shown: INSTANT,
      seen: TEXT,
      user_id: TEXT,
      patient_id: TEXT,
      encounter_ref: TEXT,
      alert_key: TEXT,
      hook_instance: TEXT,
      indicator: TEXT,
      interruptive: TEXT,
      order_ref: TEXT,
    },
    { id: ['alert_id'], instant: 'shown' },
  ),
  table(
    'alert_answer',
    { alert_id: TEXT, responded: INSTANT, response: TEXT, reason: TEXT },
    { id: ['alert_id', 'responded', 'response'], required: ['alert_id', 'response'] },
  ),
  table(
    'silent_change',
    { change_id: TEXT, at: INSTANT, tool: TEXT, encounter_ref: TEXT },
    { id: ['change_id'], instant: 'at' },
  ),
  table(
    'override_review',
    { alert_id: TEXT, appropriate: TEXT, reviewed: INSTANT },
    { id: ['alert_id'], required: ['alert_id'] },
  ),
  table(
    'ui_interval',
    {
      interval_id: TEXT,
      scope: TEXT,
      started: INSTANT,
      ended: INSTANT,
      user_id: TEXT,
      patient_id: TEXT,
      encounter_ref: TEXT,
      tool: TEXT,
      clicks: COUNT,
      keyboard_activations: COUNT,
      keystrokes: COUNT,
      navigations: COUNT,
      active_seconds: 'DOUBLE',
    },
    { id: ['interval_id'], instant: 'started' },
  ),
  table(
    'encounter',
    {
      encounter_id: TEXT,
      patient_id: TEXT,
      status: TEXT,
      class: TEXT,
      virtual: 'BOOLEAN',
      started: INSTANT,
      ended: INSTANT,
      service: TEXT,
      site: TEXT,
    },
    { id: ['encounter_id'], required: ['encounter_id'] },
  ),
  table(
    'participation',
    {
      encounter_id: TEXT,
      user_id: TEXT,
      role: TEXT,
      position: COUNT,
      started: INSTANT,
      ended: INSTANT,
    },
    { id: ['encounter_id', 'user_id', 'role'], required: ['encounter_id', 'user_id'] },
  ),
  table(
    'appointment',
    {
      appointment_id: TEXT,
      patient_id: TEXT,
      user_id: TEXT,
      booked: INSTANT,
      started: INSTANT,
      ended: INSTANT,
      status: TEXT,
      virtual: 'BOOLEAN',
    },
    { id: ['appointment_id', 'user_id'], required: ['appointment_id', 'user_id'] },
  ),
  table(
    'shift',
    { user_id: TEXT, started: INSTANT, ended: INSTANT },
    { id: ['user_id', 'started', 'ended'], required: ['user_id', 'started'] },
  ),
  table(
    'practitioner_role',
    { user_id: TEXT, specialty: TEXT, owner: TEXT },
    { id: ['owner'], required: ['user_id', 'specialty'] },
  ),
  table(
    'care_team',
    { patient_id: TEXT, user_id: TEXT, started: INSTANT, ended: INSTANT, owner: TEXT },
    { id: ['patient_id', 'user_id', 'started', 'ended', 'owner'], required: ['patient_id', 'user_id'] },
  ),
  table(
    'patient_stratum',
    { patient_id: TEXT, stratifier: TEXT, value: TEXT, started: INSTANT, ended: INSTANT, owner: TEXT },
    { id: ['patient_id', 'stratifier', 'owner'], required: ['patient_id', 'stratifier'] },
  ),
  table(
    'order_event',
    {
      order_id: TEXT,
      patient_id: TEXT,
      encounter_ref: TEXT,
      user_id: TEXT,
      code: TEXT,
      at: INSTANT,
      what: TEXT,
    },
    { id: ['order_id', 'what'], instant: 'at' },
  ),
  table(
    'benefit',
    {
      benefit_id: TEXT,
      tool: TEXT,
      kind: TEXT,
      patient_id: TEXT,
      encounter_ref: TEXT,
      at: INSTANT,
      language: TEXT,
    },
    { id: ['benefit_id', 'kind'], instant: 'at' },
  ),
  table('scope_grant', { tool: TEXT, scope: TEXT, granted: INSTANT }, { id: ['tool', 'scope'] }),
  table(
    'concern',
    {
      concern_id: TEXT,
      raised: INSTANT,
      tool: TEXT,
      alert_key: TEXT,
      encounter_ref: TEXT,
      words: TEXT,
      signed: TEXT,
      answered: INSTANT,
    },
    { id: ['concern_id'], instant: 'raised' },
  ),
  table(
    'identity',
    { kind: TEXT, system: TEXT, value: TEXT, reference: TEXT, owner: TEXT },
    { id: ['kind', 'system', 'value', 'reference'], required: ['kind', 'value', 'reference'] },
  ),
  // One row a FHIR resource read, whatever its type: decides which version of it is current, and counts types.
  table('resource', { reference: TEXT, type: TEXT }, { id: ['reference'] }),
];

export const TABLES: ReadonlyMap<string, Table> = new Map(LIST.map((one) => [one.name, one]));

/** The table of that name; a wrong name is a fault of ours, not of the input. */
export function tableNamed(name: string): Table {
  const found = TABLES.get(name);
  if (!found) throw new Error(`no table "${name}"; there are ${[...TABLES.keys()].join(', ')}`);
  return found;
}

/** The columns that make a row, as SQL: all but where it was read, its key of facts, and what else is left out. */
export function contentOf(table: Table, without: string[] = []): string {
  return Object.keys(table.columns)
    .filter((column) => !['source', 'facts', ...without].includes(column))
    .map((column) => `"${column}"`)
    .join(', ');
}
