import type { Clinic } from '../clinic.js';
import { addDays, instantOf, iso } from '../site-time.js';
import type { PlantedTool } from '../story.js';

/** What each tool was granted that its logged rows use, in SMART's first and second syntax. */
const used: Record<PlantedTool | 'order-entry', string[]> = {
  'sepsis-alert': ['openid', 'fhirUser', 'patient/RiskAssessment.rs'],
  'interaction-popup': ['launch', 'user/Medication.read'],
  inbox: ['openid', 'user/Communication.rs', 'user/DocumentReference.read', 'user/Task.u'],
  telehealth: ['launch/patient', 'patient/Appointment.r', 'patient/DocumentReference.c'],
  'remote-monitoring': ['offline_access', 'system/Observation.read', 'system/DetectedIssue.write'],
  'coding-assistant': ['openid', 'user/Claim.cruds', 'user/Claim.write', 'user/*.read'],
  'order-entry': ['user/MedicationRequest.*', 'user/ServiceRequest.cu', 'user/MedicationRequest.rs'],
};

/** Granted at the installation and never asked for since. */
const unused: Partial<Record<PlantedTool, string[]>> = {
  'sepsis-alert': ['patient/Encounter.d'],
  inbox: ['user/Claim.rs', 'user/Communication.d'],
  telehealth: ['patient/Appointment.u', 'patient/Media.rs'],
  'coding-assistant': [
    'user/Condition.rs',
    'user/MedicationRequest.read',
    'user/Observation.rs?category=laboratory',
    'user/DocumentReference.read',
    'user/Claim.d',
    'system/Coverage.write',
  ],
};

/** Two tools never run: of what nobody logged nothing is known. */
const silent = { 'visitor-kiosk': ['user/Patient.rs'], 'fax-bridge': ['system/*.rs'] };

export function grants(clinic: Clinic): void {
  const granted = iso(instantOf(addDays(clinic.calendar.first, -400), '12:00'));
  const lists = [used, ...(clinic.story.unusedScopes ? [unused, silent] : [])];
  for (const list of lists) {
    for (const [tool, scopes] of Object.entries(list)) {
      for (const scope of scopes) {
        clinic.books.grants.push({ tool, scope });
        clinic.cells.scope_grant.push([tool, scope, granted]);
      }
    }
  }
}
