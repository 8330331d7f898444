import { isoOf } from './instants.js';

const languages = ['en', 'en', 'en', 'es', 'zh'];

export function practitionerLine(id: number): string {
  return `{"resourceType":"Practitioner","id":"${id}","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"},"identifier":[{"system":"urn:clinic:staff","value":"E${id}"}],"name":[{"text":"Clinician ${id}"}]}\n`;
}

export function patientLine(id: number): string {
  return `{"resourceType":"Patient","id":"${id}","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"},"identifier":[{"system":"urn:clinic:mrn","value":"M${id}"}],"gender":"${id % 2 ? 'female' : 'male'}","birthDate":"${1940 + (id % 75)}-06-15","communication":[{"language":{"coding":[{"system":"urn:ietf:bcp:47","code":"${languages[id % 5]}"}]},"preferred":true}]}\n`;
}

export interface Visit {
  id: number;
  patient: number;
  practitioner: number;
  started: number;
  ended: number;
}

export function encounterLine({ id, patient, practitioner, started, ended }: Visit): string {
  return `{"resourceType":"Encounter","id":"${id}","meta":{"versionId":"1","lastUpdated":"${isoOf(ended)}"},"status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"serviceType":{"coding":[{"system":"urn:clinic:service","code":"general"}]},"subject":{"reference":"Patient/${patient}"},"participant":[{"type":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"ATND"}]}],"individual":{"reference":"Practitioner/${practitioner}"}}],"period":{"start":"${isoOf(started)}","end":"${isoOf(ended)}"}}\n`;
}
