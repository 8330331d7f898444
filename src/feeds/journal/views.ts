import type { Site } from '../../store/config/site.js';
import { OWN_FEED } from '../../store/own-feed.js';
import type { BenefitCodes } from '../fhir/benefit.js';
import { type ResourceReader, resourceReader } from '../fhir/resource.js';
import { isObject, type Json, Malformed } from '../fhir/shape.js';
import type { FeedRow } from '../rows.js';

/** Reads a line of a `view` segment: an AuditEvent of ours and the server whose ids it has. Undefined where it is none. */
export function viewRows({ site, codes }: { site: Site; codes: BenefitCodes }) {
  const readers = new Map<string, ResourceReader>();
  const readerOf = (server: string) => {
    const made =
      readers.get(server) ??
      resourceReader({ server, servers: site.servers, timeZone: site.timeZone, feed: OWN_FEED }, codes);
    readers.set(server, made);
    return made;
  };
  return (value: unknown): FeedRow['values'] | undefined => {
    const { server, resource } = value as { server?: unknown; resource?: Json };
    if (typeof server !== 'string' || resource === undefined || !isObject(resource)) return undefined;
    try {
      const row = readerOf(server)(resource).find(({ table }) => table === 'audit_event');
      return row && { ...row.values, version: row.version, server };
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return undefined;
    }
  };
}
