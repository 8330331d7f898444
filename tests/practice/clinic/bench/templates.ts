import { isoOf } from './instants.js';

/** What differs from one event to the next; all else is the same text in a million lines. */
export interface Line {
  id: number;
  at: number;
  practitioner: number;
  patient: number;
  encounter: number;
  how: 'element' | 'entity' | 'unsaid';
  touch: readonly [observer: string, subtype: string, action: string, entity: string];
  workstation: number;
  salt: number;
}

const policy = '"policy":["urn:clinic:policy:treatment-relationship"]';
const role =
  '"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/extra-security-role-type","code":"humanuser"}]}';
const application =
  '{"type":{"coding":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110150"}]},"who":{"reference":"Device/app-server"},"requestor":false}';
const treatment =
  '[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}]';
const vendor = (salt: number) =>
  `{"url":"https://ehr.clinic.example/StructureDefinition/session","valueString":"s-${salt.toString(16).padStart(12, '0')}"}`;

const typeSystem = 'http://terminology.hl7.org/CodeSystem/audit-event-type';
const interaction = 'http://hl7.org/fhir/restful-interaction';
const objectRole = 'http://terminology.hl7.org/CodeSystem/object-role';
const elementUrl = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter';

export function r4(line: Line): string {
  const [observer, subtype, action, entity] = line.touch;
  const when = isoOf(line.at);
  const element =
    line.how === 'element'
      ? `,{"url":"${elementUrl}","valueReference":{"reference":"Encounter/${line.encounter}"}}`
      : '';
  const named = line.how === 'entity' ? `,{"what":{"reference":"Encounter/${line.encounter}"}}` : '';
  return `{"resourceType":"AuditEvent","id":"${line.id}","meta":{"versionId":"1","lastUpdated":"${when}"},"extension":[${vendor(line.salt)}${element}],"type":{"system":"${typeSystem}","code":"rest"},"subtype":[{"system":"${interaction}","code":"${subtype}"}],"action":"${action}","recorded":"${when}","outcome":"0","purposeOfEvent":${treatment},"agent":[{${role},"who":{"reference":"Practitioner/${line.practitioner}"},"requestor":true,${policy},"network":{"address":"WS-${line.workstation}","type":"1"}},${application}],"source":{"site":"clinic","observer":{"reference":"Device/${observer}"}},"entity":[{"what":{"reference":"Patient/${line.patient}"},"role":{"system":"${objectRole}","code":"1"}}${named},{"what":{"reference":"${entity}/${line.salt}"},"role":{"system":"${objectRole}","code":"4"},"detail":[{"type":"XrequestId","valueString":"${line.salt.toString(36).padStart(16, 'x')}"}]}]}\n`;
}

export function r5(line: Line): string {
  const [observer, subtype, action, entity] = line.touch;
  const when = isoOf(line.at);
  const element = line.how === 'element' ? `"encounter":{"reference":"Encounter/${line.encounter}"},` : '';
  const named = line.how === 'entity' ? `{"what":{"reference":"Encounter/${line.encounter}"}},` : '';
  return `{"resourceType":"AuditEvent","id":"${line.id}","meta":{"versionId":"1","lastUpdated":"${when}"},"extension":[${vendor(line.salt)}],"category":[{"coding":[{"system":"${typeSystem}","code":"rest"}]}],"code":{"coding":[{"system":"${interaction}","code":"${subtype}"}]},"action":"${action}","severity":"informational","recorded":"${when}","outcome":{"code":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-outcome","code":"0"}},"authorization":${treatment},"agent":[{${role},"who":{"reference":"Practitioner/${line.practitioner}"},"requestor":true,${policy},"networkString":"WS-${line.workstation}"},${application}],"source":{"observer":{"reference":"Device/${observer}"}},"patient":{"reference":"Patient/${line.patient}"},${element}"entity":[${named}{"what":{"reference":"${entity}/${line.salt}"},"role":{"coding":[{"system":"${objectRole}","code":"4"}]},"detail":[{"type":{"text":"XrequestId"},"valueString":"${line.salt.toString(36).padStart(16, 'x')}"}]}]}\n`;
}
