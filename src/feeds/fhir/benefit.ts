import { parsePeriodEdge } from '../instant.js';
import type { Reading, Rows } from './clinical.js';
import { identifierOf } from './reference.js';
import { codesOf, type Json, object, objects, text } from './shape.js';

/** Which codes mean education, teach-back or screening: rules/benefits.yaml. `system|code`, or a code alone. */
export type BenefitCodes = Record<'education' | 'teach-back' | 'screening', string[]>;

/** DetectedIssue, Immunization, Communication and Procedure as rows of `benefit`. */
export function benefitRows(reading: Reading, codes: BenefitCodes): Rows {
  return kindsOf(reading, codes).map((kind) => ({ table: 'benefit', values: { ...common(reading), kind } }));
}

function kindsOf({ resource }: Reading, codes: BenefitCodes): string[] {
  switch (resource.resourceType) {
    case 'DetectedIssue':
      if (resource.status === 'entered-in-error' || resource.status === 'cancelled') return [];
      return objects(resource.mitigation, 'mitigation').length > 0
        ? ['hazard', 'hazard-mitigated']
        : ['hazard'];
    case 'Immunization':
      return resource.status === 'completed' ? ['immunization'] : [];
    default:
      return resource.status === 'completed' ? codedKinds(resource, codes) : [];
  }
}

function codedKinds(resource: Reading['resource'], codes: BenefitCodes): string[] {
  const concepts = [resource.code, resource.topic, ...list(resource.category), ...list(resource.reasonCode)];
  const found = new Set(
    concepts.flatMap((concept) =>
      objects(object(concept, 'code')?.coding, 'code.coding').flatMap((coding) => {
        const code = text(coding.code, 'code') ?? '';
        return [code, `${text(coding.system, 'system') ?? ''}|${code}`];
      }),
    ),
  );
  return Object.entries(codes).flatMap(([kind, wanted]) =>
    wanted.some((code) => found.has(code)) ? [kind] : [],
  );
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function common(reading: Reading) {
  const { resource, self, ids } = reading;
  const id = (value: Json | undefined, type: string) => {
    const reference = object(value, type);
    if (!reference) return '';
    const identifier = identifierOf(reference, type);
    return (
      ids.target(reference, resource.contained, type).id ||
      (identifier ? ids.byIdentifier(type, identifier) : '')
    );
  };
  return {
    benefit_id: self,
    tool: id(resource.author, 'Device'),
    patient_id: id(resource.patient ?? resource.subject, 'Patient'),
    encounter_ref: id(resource.encounter, 'Encounter'),
    at: instantOf(reading),
    language: text(resource.language, 'language') ?? languageOf(resource.inLanguage),
  };
}

function languageOf(value: Json | undefined): string {
  return codesOf(object(value, 'inLanguage'), 'inLanguage')[0] ?? '';
}

function instantOf({ resource, timeZone }: Reading) {
  const span = object(
    resource.identifiedPeriod ?? resource.performedPeriod ?? resource.occurrencePeriod,
    'period',
  );
  const written = text(
    resource.identifiedDateTime ??
      resource.occurrenceDateTime ??
      resource.performedDateTime ??
      resource.sent ??
      span?.start,
    'when',
  );
  return written === undefined ? null : (parsePeriodEdge(written, { edge: 'start', timeZone }) ?? null);
}
