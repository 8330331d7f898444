type Resource = Record<string, unknown>;

export interface Chart {
  Patient: Resource[];
  Encounter: Resource[];
  AuditEvent: Resource[];
  DetectedIssue: Resource[];
}

interface EventFacts {
  /** Every text that an event may carry. */
  text?: string;
  who?: string;
  tool?: string;
  minute?: number;
}

/** One logged action of somebody in enc-1. */
export function event({
  text = 'plain',
  who = 'Practitioner/prac-1',
  tool = 'Device/cpoe',
  minute = 5,
}: EventFacts = {}): Resource {
  return {
    resourceType: 'AuditEvent',
    recorded: `2026-03-03T12:${String(minute).padStart(2, '0')}:00Z`,
    type: { system: text, code: text, display: text },
    subtype: [{ code: text, display: text }],
    action: text,
    outcome: text,
    outcomeDesc: text,
    agent: [
      {
        requestor: true,
        who: { reference: who, display: text },
        name: text,
        altId: text,
        network: { address: text },
      },
      { requestor: false, who: { identifier: { system: text, value: text }, display: text }, name: text },
    ],
    source: { site: text, observer: { reference: tool, display: text } },
    entity: [
      { what: { reference: 'Encounter/enc-1' }, name: text, description: text, query: text },
      { what: { reference: 'Patient/pat-1' }, name: text },
      {
        what: { display: text, type: text, identifier: { value: text } },
        name: text,
        detail: [{ type: text, valueString: text }],
      },
    ],
  };
}

/** A patient, a visit and what was done in it, with `text` wherever FHIR lets a server write what it likes. */
export function chartOf(text: string, events = [event({ text })]): Chart {
  return {
    Patient: [
      {
        resourceType: 'Patient',
        id: 'pat-1',
        name: [{ text, family: text, given: [text] }],
        birthDate: text,
        gender: text,
        identifier: [{ system: text, value: text, type: { coding: [{ code: text }], text } }],
      },
    ],
    Encounter: [encounter('enc-1', text), encounter('enc-2', text)],
    AuditEvent: events,
    DetectedIssue: [
      {
        resourceType: 'DetectedIssue',
        id: 'issue-1',
        status: text,
        detail: text,
        code: { coding: [{ code: text, display: text }], text },
        patient: { reference: 'Patient/pat-1' },
        implicated: [{ reference: 'Encounter/enc-1', display: text }],
        mitigation: [{ action: { text } }],
      },
    ],
  };
}

function encounter(id: string, text: string): Resource {
  return {
    resourceType: 'Encounter',
    id,
    status: text,
    class: { system: text, code: text, display: text },
    type: [{ coding: [{ code: text, display: text }], text }],
    subject: { reference: 'Patient/pat-1', display: text },
    serviceType: { text },
    period: { start: '2026-03-03T12:00:00Z', end: '2026-03-03T12:30:00Z' },
  };
}

export const ordinaryChart = (): Chart => chartOf('plain');
