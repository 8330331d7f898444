/** The types of resource that the EHR holds; a search for any other finds no such route. */
export const SERVED_TYPES = [
  'Appointment',
  'AuditEvent',
  'Communication',
  'DetectedIssue',
  'Encounter',
  'Immunization',
  'MedicationRequest',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'ServiceRequest',
];
