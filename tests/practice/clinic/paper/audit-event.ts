import type { Server } from '../books/facts.js';
import { iso, siteOffset } from '../site-time.js';
import type { Touch } from '../touches.js';
import { type Acting, type Agent, agentR4, agentR5 } from './agents.js';
import type { Json } from './references.js';

export const encounterExtension =
  'http://hl7.org/fhir/5.0/StructureDefinition/extension-AuditEvent.encounter';

/** All that one AuditEvent says, before it takes the shape of R4 or R5. */
export interface AuditPaper {
  shape: 'R4' | 'R5';
  server: Server;
  id: string;
  at: number;
  clock: 'utc' | 'site' | 'elsewhere' | 'padded';
  version: string;
  lastUpdated: number;
  acting: Acting;
  workstation: string;
  touch: Touch;
  /** `what` of the patient; `asElement` is R5's own element. */
  patient?: { what: Json; asElement: boolean } | undefined;
  encounter?: { what: Json; how: 'element' | 'entity' } | undefined;
  /** A second encounter entity that nobody may look at. */
  alsoEncounter?: Json | undefined;
  entityNumber: number;
  /** Why it was opened; treatment where nothing is said. */
  purpose?: 'BTG';
}

export function auditEvent(paper: AuditPaper): Json {
  return paper.shape === 'R4' ? r4(paper) : r5(paper);
}

function r4(paper: AuditPaper): Json {
  const { touch, encounter } = paper;
  const element = encounter?.how === 'element';
  return {
    resourceType: 'AuditEvent',
    id: paper.id,
    meta: meta(paper),
    ...(paper.acting.contained && { contained: paper.acting.contained }),
    ...(element && { extension: [{ url: encounterExtension, valueReference: encounter.what }] }),
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: touch.type },
    subtype: [{ system: subtypeSystem(touch.subtype), code: touch.subtype }],
    action: touch.action,
    recorded: recorded(paper),
    outcome: '0',
    purposeOfEvent: [purpose(paper)],
    agent: agents(paper).map((agent) => agentR4(agent, agent.requestor ? paper.workstation : '')),
    source: { observer: touch.observer },
    ...entities(paper),
  };
}

function r5(paper: AuditPaper): Json {
  const { touch, encounter, patient } = paper;
  const element = encounter?.how === 'element';
  return {
    resourceType: 'AuditEvent',
    id: paper.id,
    meta: meta(paper),
    ...(paper.acting.contained && { contained: paper.acting.contained }),
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: touch.type }] },
    ],
    code: { coding: [{ system: subtypeSystem(touch.subtype), code: touch.subtype }] },
    action: touch.action,
    severity: 'informational',
    recorded: recorded(paper),
    outcome: { code: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-outcome', code: '0' } },
    authorization: [purpose(paper)],
    agent: agents(paper).map((agent) => agentR5(agent, agent.requestor ? paper.workstation : '')),
    source: { observer: touch.observer },
    ...(patient?.asElement && { patient: patient.what }),
    ...(element && { encounter: encounter.what }),
    ...entities(paper),
  };
}

const purpose = (paper: AuditPaper): Json => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: paper.purpose ?? 'TREAT' }],
});

function meta(paper: AuditPaper): Json {
  return { versionId: paper.version, lastUpdated: iso(paper.lastUpdated, { digits: 3 }) };
}

function recorded({ at, clock }: AuditPaper): string {
  if (clock === 'padded') return iso(at, { digits: 6 });
  if (clock === 'utc') return iso(at, { digits: 3 });
  return iso(at, { offset: clock === 'site' ? siteOffset(at) : 330 });
}

function agents({ acting, touch }: AuditPaper): Agent[] {
  if (!touch.device) return acting.agents;
  return [...acting.agents, { type: '110150', who: { reference: touch.device }, requestor: false }];
}

function entities(paper: AuditPaper): { entity?: Json[] } {
  const { patient, encounter, touch } = paper;
  const list: Json[] = [];
  const role = (code: string) => ({
    role:
      paper.shape === 'R4'
        ? { system: 'http://terminology.hl7.org/CodeSystem/object-role', code }
        : { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/object-role', code }] },
  });
  if (patient && !(patient.asElement && paper.shape === 'R5'))
    list.push({ what: patient.what, ...role('1') });
  if (encounter?.how === 'entity') list.push({ what: encounter.what });
  if (paper.alsoEncounter) list.push({ what: paper.alsoEncounter });
  if (touch.entity) list.push({ what: { reference: `${touch.entity}/${paper.entityNumber}` }, ...role('4') });
  return list.length > 0 ? { entity: list } : {};
}

function subtypeSystem(code: string): string {
  return code.startsWith('110')
    ? 'http://dicom.nema.org/resources/ontology/DCM'
    : 'http://hl7.org/fhir/restful-interaction';
}
