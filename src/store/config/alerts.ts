import { pattern } from './pattern.js';
import { readYaml } from './yaml-file.js';

/** What a site says of an alert key (`alerts.yaml`). */
export interface AlertFacts {
  title: string;
  tool: string;
  purpose: string;
  interruptive: 'true' | 'false' | 'unknown';
  hardStop: 'true' | 'false' | 'unknown';
  citation: string;
  /** Day on which the evidence was last reviewed, or ''. */
  reviewed: string;
}

export type AlertMap = (key: string) => AlertFacts;

interface WrittenAlert {
  title?: string;
  tool?: string;
  purpose?: string;
  interruptive?: boolean | 'unknown';
  hardStop?: boolean | 'unknown';
  owner?: string;
  evidence?: { citation?: string; reviewed?: string } | null;
}

/** A list of alerts with their keys, or a map from key to alert. */
interface Written {
  alerts?: (WrittenAlert & { key: string })[] | Record<string, WrittenAlert> | null;
}

const SWITCH = { enum: [true, false, 'unknown'] };

const facts = {
  title: { type: 'string' },
  tool: { type: 'string' },
  purpose: { enum: ['safety', 'prevention', 'billing', 'documentation'] },
  interruptive: SWITCH,
  hardStop: SWITCH,
  owner: { type: 'string' },
  evidence: {
    type: ['object', 'null'],
    additionalProperties: false,
    properties: { citation: { type: 'string' }, reviewed: { type: 'string' } },
  },
};

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    alerts: {
      type: ['array', 'object', 'null'],
      items: {
        type: 'object',
        required: ['key'],
        additionalProperties: false,
        properties: { key: { type: 'string', minLength: 1 }, ...facts },
      },
      additionalProperties: { type: 'object', additionalProperties: false, properties: facts },
    },
  },
};

/** The map of an `alerts.yaml`: the first key that fits wins. Throws Fault `bad-alerts`. */
export function loadAlerts(file: string | undefined): AlertMap {
  const written = file ? readYaml<Written>(file, SCHEMA, 'bad-alerts') : {};
  const entries = listed(written.alerts).map((one) => ({
    fits: pattern(one.key),
    facts: {
      title: one.title ?? one.key,
      tool: one.tool ?? '',
      purpose: one.purpose ?? '',
      interruptive: said(one.interruptive),
      hardStop: said(one.hardStop),
      citation: one.evidence?.citation ?? '',
      reviewed: one.evidence?.reviewed ?? '',
    } satisfies AlertFacts,
  }));
  return (key) => entries.find(({ fits }) => fits(key))?.facts ?? unknownAlert(key);
}

function listed(alerts: Written['alerts']): (WrittenAlert & { key: string })[] {
  if (Array.isArray(alerts)) return alerts;
  return Object.entries(alerts ?? {}).map(([key, alert]) => ({ key, ...alert }));
}

function said(value: boolean | 'unknown' | undefined): AlertFacts['interruptive'] {
  return value === undefined || value === 'unknown' ? 'unknown' : value ? 'true' : 'false';
}

function unknownAlert(key: string): AlertFacts {
  return {
    title: key,
    tool: '',
    purpose: '',
    interruptive: 'unknown',
    hardStop: 'unknown',
    citation: '',
    reviewed: '',
  };
}
