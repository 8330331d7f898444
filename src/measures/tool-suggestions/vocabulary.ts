import type { Facts } from '../../store/config/tools.js';

/** What kind of work a row is, as far as its words tell. */

export type Verb = 'write' | 'read';

const WORDS: [category: string, pattern: RegExp][] = [
  ['telehealth', /\bvideo|\btele ?(health|med|visit)|\bvirtual/],
  ['remote-monitoring', /\brpm\b|\b(remote|home) ?monitor|\bwearable/],
  [
    'decision-support',
    /\bcds\b|\bbpa\b|best ?practice|\badvisor|\balert|\bsepsis|\bpredict|\bdecision|\brisk\b/,
  ],
  ['inbox', /\bin ?basket|\binbox|\bmessage|\brefill|\btelephone/],
  [
    'billing',
    /\bbill|\bcharge|\bclaim|\bcod(e|ing)\b|\bhcc\b|\bcdi\b|\binsur|\bpayment|\bcoverage|\binvoice/,
  ],
  ['education', /\beducat|\bavs\b|\bafter ?visit/],
  ['ordering', /\b(re)?order|\bcpoe\b|\bprescri|\bmedication|\bpharm|\be ?rx\b/],
  ['documentation', /\bnotes?\b|\bdocument|\bdictat|\bscribe|\btranscri|\baddend/],
  ['communication', /\bchat|\bsecure|\bpage[rd]?\b|\bportal|\bfax/],
  [
    'administration',
    /\blog ?(in|on|out|off)\b|\bsign(ing)? ?(in|out)\b|\bschedul|\bappoint|\bregist|\bcheck ?in|\badt\b|\bcensus|\bboard|\bkiosk|\bsecurity|\bprint/,
  ],
  [
    'chart-review',
    /\bcharts?\b|\breview|\bresult|\blabs?\b|\bimag|\bpacs\b|\blis\b|\bris\b|\bhistory|\bproblem|\bvital|\bimmuniz|\bflowsheet|\brecord|\bpatient|\bview/,
  ],
];

const READS = /\b(view|review|v?read|open|select|search|query|history|access)/;
const WRITES = /\b(create|insert|update|replace|patch|delete|sign|edit|modif|writ|enter|addend)|\bfiled?\b/;

/** The category that a tool's or an event's name tells, '' where it tells none. Looking at a note is chart review. */
export function categoryOfName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase();
  const category = WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? '';
  if (category === 'documentation' && READS.test(words) && !WRITES.test(words)) return 'chart-review';
  return category === 'chart-review' && WRITES.test(words) && !READS.test(words) ? 'documentation' : category;
}

const list = (names: string) => names.split(' ');

/** Resource types by what working with them is. */
const ENTITIES: Record<string, string[]> = {
  ordering: list(
    'ServiceRequest MedicationRequest Medication NutritionOrder DeviceRequest RequestGroup RequestOrchestration VisionPrescription SupplyRequest ImmunizationRecommendation',
  ),
  inbox: list('Communication CommunicationRequest Task'),
  billing: list(
    'Claim ClaimResponse Coverage CoverageEligibilityRequest CoverageEligibilityResponse ChargeItem Account Invoice ExplanationOfBenefit PaymentNotice',
  ),
  administration: list(
    'Appointment AppointmentResponse Schedule Slot Location HealthcareService Organization Practitioner PractitionerRole',
  ),
};

/** What is read in a chart review, and written in documentation. */
const RECORD = list(
  'DocumentReference Composition DiagnosticReport Observation Condition AllergyIntolerance Procedure Immunization FamilyMemberHistory CarePlan CareTeam Goal ClinicalImpression QuestionnaireResponse Questionnaire MedicationAdministration MedicationStatement MedicationDispense RiskAssessment DetectedIssue Flag List Specimen ImagingStudy Media Binary DeviceUseStatement Consent',
);

/** The whole chart: in so many rows that it tells something only where nothing else does. */
export const WHOLE_CHART = list('Patient Encounter EpisodeOfCare');

/** The entity type by which a row is told, and its category; null where only the chart itself, or nothing, is named. */
export function categoryOfEntities(types: string[], verb: Verb): { entity: string; category: string } | null {
  for (const [category, known] of Object.entries(ENTITIES)) {
    const entity = types.find((type) => known.includes(type));
    if (entity) return { entity, category };
  }
  const entity = types.find((type) => RECORD.includes(type));
  return entity ? { entity, category: verb === 'write' ? 'documentation' : 'chart-review' } : null;
}

/** Codes of FHIR's interactions and words of vendors. */
export function verbOf({ subtypes, metric }: Facts): Verb {
  const words = [...subtypes, metric].join(' ').toLowerCase();
  return WRITES.test(words) ? 'write' : 'read';
}

/** DICOM: user authentication, login, logout; their rows name nothing else. */
export const SESSION_CODES = ['110114', '110122', '110123'];
