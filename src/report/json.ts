import type { AuditResult } from '../result.js';

/** The contract's keys in its own order; what is not among them (ids as keys) follows by the alphabet. */
const order = new Map(
  [
    'schema generator name version inputs explicit period nearby none coverage feeds encounters',
    'clinicianEvents systemEvents otherEvents backgroundEvents toUncounted attribution unmappedShare resolved',
    'user patient encounter suspectedServiceAccounts missing unidentifiedEvents patientEvents relatedEvents',
    'ownEvents resources unknownResources quarantine notices measurements findings id asks article section',
    'principles table rule tool question side status reason severity measure title category unit by variant',
    'numerator denominator value interval clinicians small suppressed touchedShare threshold why how advice',
    'clinician informatics basis kind note citation reviewed waiver owner questions tools charts waivers',
    'internal summary expires state filter feed read kept duplicates quarantined from to timeZone counted',
    'silences notMeasurable collect judged rules distributions hourOfWeek bins weekday hour activeHours',
  ]
    .join(' ')
    .split(' ')
    .map((key, at) => [key, at]),
);

const place = (key: string): number => order.get(key) ?? order.size;
const byPlace = (a: string, b: string): number => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0);

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => byPlace(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
};

/** The result itself. Equal results give equal bytes, whatever order their keys were made in. */
export const json = (result: AuditResult): string => `${JSON.stringify(ordered(result), null, 2)}\n`;
