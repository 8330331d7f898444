/** Half of a surrogate pair is no character, and cannot be written in an address. */
export const uriPart = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** What our own codes and extensions are called. No server answers there: docs/fhir.md says what each one means. */
const own = (name: string): string => `urn:mission-audit:${name}`;

export const systems = {
  audit: own('audit'),
  rule: own('rule'),
  status: own('status'),
  reason: own('reason'),
  dimension: own('dimension'),
  tag: own('tag'),
  /** Of what a dimension such as `tool` holds; the classes of encounters have codes of HL7's. */
  ofDimension: (dimension: string): string => {
    if (dimension === 'class') return 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
    return own(`dimension:${uriPart(dimension)}`);
  },
  population: 'http://terminology.hl7.org/CodeSystem/measure-population',
  scoring: 'http://terminology.hl7.org/CodeSystem/measure-scoring',
  improvement: 'http://terminology.hl7.org/CodeSystem/measure-improvement-notation',
  resourceTypes: 'http://hl7.org/fhir/resource-types',
  ucum: 'http://unitsofmeasure.org',
};

export const extensions = {
  verdict: own('fhir:verdict'),
  coverage: own('fhir:coverage'),
  /** In R4 itself, on any element. */
  absent: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  /** FHIR Extensions Pack 5.3: `confidence` in per cent, `interval` as a Range; a draft, maturity 0. */
  interval: 'http://hl7.org/fhir/StructureDefinition/quantity-confidenceInterval',
  /** Quality Measure Implementation Guide 4.0.0; on any resource, for R4 lets no Device be a `reporter`. */
  software: 'http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-softwaresystem',
};
