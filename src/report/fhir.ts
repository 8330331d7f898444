import type { Bundle, BundleEntry, Measure, MeasureReport } from 'fhir/r4.js';
import type { AuditResult } from '../result.js';
import { measureOf } from './fhir/measure.js';
import { measureReport } from './fhir/measure-report.js';
import { countsIn } from './fhir/populations.js';
import { auditId, byRule } from './fhir/rule.js';
import { naming } from './naming.js';

/**
 * FHIR R4: a Bundle of each rule's Measure and of the MeasureReport on it (docs/fhir.md). It knows no clock and draws no
 * number: equal results give equal bytes.
 */
export function fhir(result: AuditResult): string {
  const told = { say: naming(result), counts: countsIn(result) };
  const rules = byRule(result);
  const resources = [
    ...rules.map((asked) => measureOf(asked, result, told.say)),
    ...rules.map((asked) => measureReport(asked, result, told)),
  ];
  const bundle: Bundle = {
    resourceType: 'Bundle',
    id: auditId(result),
    type: 'collection',
    ...(resources.length > 0 ? { entry: resources.map(entryOf) } : {}),
  };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

const entryOf = (resource: Measure | MeasureReport): BundleEntry => ({
  fullUrl: `urn:uuid:${resource.id}`,
  resource,
});
