import type { MedicationRequest } from 'fhir/r4.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

/** What the practice EHR can order, by RxNorm's codes. */
export const FORMULARY = {
  warfarin: '11289',
  ibuprofen: '5640',
  acetaminophen: '161',
};

export type Medication = keyof typeof FORMULARY;

export function isMedication(name: unknown): name is Medication {
  return typeof name === 'string' && Object.hasOwn(FORMULARY, name);
}

export interface Orderer {
  patient: string;
  encounter?: string;
  user: string;
}

/** An order that is not signed: it lives in the EHR's screen and nowhere else. */
export function draftOrder(
  medication: Medication,
  { id, patient, encounter, user }: Orderer & { id: string },
): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: {
      coding: [{ system: RXNORM, code: FORMULARY[medication], display: medication }],
      text: medication,
    },
    subject: { reference: `Patient/${patient}` },
    ...(encounter && { encounter: { reference: `Encounter/${encounter}` } }),
    requester: { reference: user },
  };
}
