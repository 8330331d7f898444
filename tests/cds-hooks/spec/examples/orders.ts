/** Resources for the examples: invented, and no more of FHIR than makes them recognisable. */
type Resource = { resourceType: string; id: string; [field: string]: unknown };

export const bundle = (...resources: Resource[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

export const drug = (id: string, patient: string, name: string): Resource => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'draft',
  intent: 'order',
  medicationCodeableConcept: { text: name },
  subject: { reference: `Patient/${patient}` },
});

/** DSTU2's name for the same thing, which 1.0's hooks allow. */
export const drugOrder = (id: string, patient: string, name: string): Resource => ({
  resourceType: 'MedicationOrder',
  id,
  status: 'draft',
  medicationCodeableConcept: { text: name },
  patient: { reference: `Patient/${patient}` },
});

export const service = (id: string, patient: string, name: string): Resource => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'draft',
  intent: 'order',
  code: { text: name },
  subject: { reference: `Patient/${patient}` },
});

export const diet = (id: string, patient: string, name: string): Resource => ({
  resourceType: 'NutritionOrder',
  id,
  status: 'draft',
  patient: { reference: `Patient/${patient}` },
  oralDiet: { type: [{ text: name }] },
});

export const appointment = (id: string, patient: string): Resource => ({
  resourceType: 'Appointment',
  id,
  status: 'proposed',
  start: '2026-03-02T09:00:00Z',
  end: '2026-03-02T09:20:00Z',
  participant: [{ actor: { reference: `Patient/${patient}` }, status: 'tentative' }],
});

export const allergy = (id: string, patient: string, to: string): Resource => ({
  resourceType: 'AllergyIntolerance',
  id,
  code: { text: to },
  patient: { reference: `Patient/${patient}` },
});

export const problem = (id: string, patient: string, name: string): Resource => ({
  resourceType: 'Condition',
  id,
  code: { text: name },
  subject: { reference: `Patient/${patient}` },
});

export const task = (id: string, order: string, patient: string): Resource => ({
  resourceType: 'Task',
  id,
  status: 'draft',
  intent: 'order',
  focus: { reference: order },
  for: { reference: `Patient/${patient}` },
});

export const patient = (id: string) => ({ resourceType: 'Patient', id, active: true });
