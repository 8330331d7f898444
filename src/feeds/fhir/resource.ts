import type { FhirResource } from 'fhir/r4.js';
import type { FeedContext, FeedRow } from '../rows.js';
import { auditEventRow } from './audit-event.js';
import { type BenefitCodes, benefitRows } from './benefit.js';
import { READERS, type Rows } from './clinical.js';
import { Ids } from './reference.js';
import { type JsonObject, Malformed, strictText, text } from './shape.js';
import { contentHash, versionKey } from './version.js';

const BENEFITS: ReadonlySet<string> = new Set<FhirResource['resourceType']>([
  'DetectedIssue',
  'Immunization',
  'Communication',
  'Procedure',
]);

/** The FHIR types that give rows; all others are counted and named. */
export const READ_TYPES: ReadonlySet<string> = new Set(['AuditEvent', ...Object.keys(READERS), ...BENEFITS]);

export type ResourceReader = (resource: JsonObject) => FeedRow[];

/** Turns a FHIR resource (R4 or R5) into rows of the store. Throws Malformed. */
export function resourceReader(context: FeedContext, codes: BenefitCodes): ResourceReader {
  const ids = new Ids(context.server, context.servers);
  return (resource) => {
    const type = text(resource.resourceType, 'resourceType');
    if (!type) throw new Malformed('not-a-resource', '"resourceType" is missing: not a FHIR resource');
    let hash: string | undefined;
    const lazyHash = () => {
      hash ??= contentHash(resource);
      return hash;
    };
    const version = versionKey(resource, lazyHash());
    if (type === 'AuditEvent') {
      const values = { ...auditEventRow(resource, ids, lazyHash) };
      return [{ table: 'audit_event', values, version }];
    }
    const self = `${ids.prefix}${type}/${strictText(resource.id, 'id') ?? lazyHash()}`;
    const reading = { resource, self, ids, timeZone: context.timeZone ?? 'UTC', strata: context.strata };
    const rows: Rows = READERS[type]?.(reading) ?? (BENEFITS.has(type) ? benefitRows(reading, codes) : []);
    return [{ table: 'resource', values: { reference: self, type } }, ...rows].map((row) => ({
      ...row,
      version,
    }));
  };
}
