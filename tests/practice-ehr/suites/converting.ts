import { asR4 } from '../../practice/ehr/fhir/as-r4.js';
import { atHome } from '../../practice/ehr/fhir/at-home.js';

export function converting(): void {
  describe('what the clinic wrote as R5', () => {
    it('becomes an R4 Encounter', () => {
      const coding = { system: 'urn:x', code: 'AMB' };
      const r5 = {
        resourceType: 'Encounter',
        id: '1',
        status: 'completed',
        class: [{ coding: [coding] }],
        serviceType: [{ concept: { coding: [{ code: 'general' }] } }],
        participant: [{ actor: { reference: 'Practitioner/1' } }],
        virtualService: [{ channelType: { code: 'zoom' } }],
        actualPeriod: { start: '2026-03-02T14:55:56Z' },
      };
      expect(asR4(r5)).toEqual({
        resourceType: 'Encounter',
        id: '1',
        status: 'finished',
        class: coding,
        serviceType: { coding: [{ code: 'general' }] },
        participant: [{ individual: { reference: 'Practitioner/1' } }],
        period: { start: '2026-03-02T14:55:56Z' },
        extension: [
          {
            url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.virtualService',
            valueCodeableConcept: { text: 'virtual' },
          },
        ],
      });
    });

    it('becomes an R4 AuditEvent whose encounter can be searched for', () => {
      const type = { code: 'rest' };
      const r5 = {
        resourceType: 'AuditEvent',
        id: '1',
        category: [{ coding: [type] }],
        code: { coding: [{ code: 'read' }] },
        severity: 'informational',
        outcome: { code: { code: '0' } },
        authorization: [{ text: 'TREAT' }],
        agent: [{ who: { reference: 'Practitioner/1' }, requestor: true, networkString: 'WS-1' }],
        patient: { reference: 'Patient/1' },
        encounter: { reference: 'Encounter/1' },
        entity: [{ what: { reference: 'Claim/1' }, role: { coding: [{ code: '4' }] } }],
      };
      const system = 'http://terminology.hl7.org/CodeSystem/object-role';
      expect(asR4(r5)).toEqual({
        resourceType: 'AuditEvent',
        id: '1',
        type,
        subtype: [{ code: 'read' }],
        outcome: '0',
        purposeOfEvent: [{ text: 'TREAT' }],
        agent: [
          { who: { reference: 'Practitioner/1' }, requestor: true, network: { address: 'WS-1', type: '2' } },
        ],
        extension: [
          {
            url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter',
            valueReference: { reference: 'Encounter/1' },
          },
        ],
        entity: [
          { what: { reference: 'Patient/1' }, role: { system, code: '1' } },
          { what: { reference: 'Claim/1' }, role: { code: '4' } },
          { what: { reference: 'Encounter/1' }, role: { system, code: '4' } },
        ],
      });
    });
  });

  it('own references become relative and instants UTC, to the microsecond', () => {
    const base = 'https://ehr.example/fhir';
    const written = {
      at: '2026-03-19T22:59:40.934640-04:00',
      on: '2026-03-19',
      mine: { reference: `${base}/Encounter/1/_history/3` },
      theirs: { reference: 'https://lab.example/r4/Encounter/1' },
    };
    expect(atHome(written, base)).toEqual({
      at: '2026-03-20T02:59:40.934640Z',
      on: '2026-03-19',
      mine: { reference: 'Encounter/1' },
      theirs: { reference: 'https://lab.example/r4/Encounter/1' },
    });
  });
}
