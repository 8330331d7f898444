import { randomUUID } from 'node:crypto';
import type { AuditEvent } from 'fhir/r4.js';

/** The observer by which tools.yaml knows our own rows (tool `mission-audit`). */
const OBSERVER = 'Device/mission-audit';

/**
 * A view of a chart, or without patient of the site's figures, as an AuditEvent (R4), for the journal: who saw whose, when. It is read as a feed of its own, so
 * that it is in no burden figure.
 */
export function viewEvent({
  at,
  user,
  patient,
  encounter,
}: {
  at: Date;
  user: string | undefined;
  patient: string | undefined;
  encounter: string | undefined;
}): AuditEvent {
  const seen = [patient, encounter].filter((reference) => reference !== undefined);
  return {
    resourceType: 'AuditEvent',
    id: randomUUID(),
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }],
    action: 'R',
    recorded: at.toISOString(),
    outcome: '0',
    // Whom the EHR did not name is nobody: a text in place of a person would be read as a person's name.
    agent: [{ requestor: true, ...(user ? { who: { reference: user } } : {}) }],
    source: { observer: { reference: OBSERVER } },
    ...(seen.length > 0 ? { entity: seen.map((reference) => ({ what: { reference } })) } : {}),
  };
}
