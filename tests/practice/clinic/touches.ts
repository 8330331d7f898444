import type { Json } from './paper/references.js';

/** One way of touching a tool, as it shows in an audit row; `tools.yaml` maps it back to the tool. */
export interface Touch {
  tool: string;
  observer: Json;
  type: string;
  subtype: string;
  action: 'C' | 'R' | 'U' | 'D' | 'E';
  entity?: string;
  device?: string;
  background?: true;
  logout?: true;
}

const at = (name: string): Json => ({ reference: `Device/${name}` });
const rest = (tool: string, observer: Json, subtype: string, entity?: string): Touch => ({
  tool,
  observer,
  type: 'rest',
  subtype,
  action: subtype === 'create' ? 'C' : subtype === 'update' ? 'U' : subtype.startsWith('search') ? 'E' : 'R',
  ...(entity && { entity }),
});
const core = at('ehr-core');

export const touches = {
  orders: [
    rest('order-entry', at('cpoe'), 'read', 'MedicationRequest'),
    rest('order-entry', at('cpoe'), 'create', 'ServiceRequest'),
    rest('order-entry', core, 'create', 'MedicationRequest'),
    rest('order-entry', core, 'update', 'ServiceRequest'),
  ],
  chart: [
    rest('chart-review', core, 'read', 'Observation'),
    rest('chart-review', core, 'search-type', 'Condition'),
    rest('chart-review', core, 'search', 'DiagnosticReport'),
    rest('chart-review', core, 'vread', 'Observation'),
  ],
  notes: [
    rest('documentation', core, 'create', 'DocumentReference'),
    rest('documentation', core, 'update', 'DocumentReference'),
    rest('documentation', core, 'read', 'Composition'),
  ],
  // The observer decides, although a message's attachment looks like documentation.
  inbox: [
    rest('inbox', at('inbasket-01'), 'read', 'Communication'),
    rest('inbox', at('inbasket-02'), 'update', 'Task'),
    rest('inbox', at('inbasket-01'), 'read', 'DocumentReference'),
  ],
  // Known by an agent that is no person: the video gateway.
  telehealth: [
    { ...rest('telehealth', core, 'read', 'Appointment'), device: 'Device/video-gateway' },
    { ...rest('telehealth', core, 'create', 'DocumentReference'), device: 'Device/video-gateway' },
  ],
  monitoring: [
    rest('remote-monitoring', at('rpm-hub'), 'read', 'Observation'),
    rest('remote-monitoring', at('rpm-review'), 'update', 'DetectedIssue'),
  ],
  // An observer without reference: its display or identifier value is what it is known by.
  coding: [
    rest('coding-assistant', { display: 'CodeWise 4' }, 'update', 'Claim'),
    rest('coding-assistant', { identifier: { value: 'CodeWise-prod' } }, 'read', 'Claim'),
  ],
  sepsis: [rest('sepsis-alert', at('sepsis-cds'), 'read', 'RiskAssessment')],
  popup: [
    { ...rest('interaction-popup', core, '110120', 'Medication'), type: '110112', action: 'E' as const },
  ],
  unmapped: [rest('', core, 'read', 'Coverage'), rest('', core, 'search', 'Schedule')],
  own: [rest('mission-audit', at('mission-audit'), 'read', 'MeasureReport')],
  board: [
    { ...rest('', at('tracking-board'), 'search', 'Location'), background: true as const },
    { ...rest('', core, 'search-type', 'Task'), device: 'Device/kiosk-refresh-2', background: true as const },
  ],
  lab: [
    rest('lab-portal', at('lis'), 'read', 'Specimen'),
    rest('lab-portal', at('lis'), 'update', 'DiagnosticReport'),
  ],
  login: [{ ...rest('', core, '110122'), type: '110114', action: 'E' as const }],
  logout: [{ ...rest('', core, '110123'), type: '110114', action: 'E' as const, logout: true as const }],
} satisfies Record<string, Touch[]>;

export type Task = keyof typeof touches;

/** What a row is work on, as `tools.yaml` says it: an inbox comes before what lies in it. */
export function activityOf({ observer, entity = '' }: Touch): string {
  if (/^Device\/inbasket-/.test(String(observer.reference ?? ''))) return 'inbox';
  return activityByEntity[entity] ?? '';
}

const activityByEntity: Record<string, string> = {
  Claim: 'billing',
  ServiceRequest: 'ordering',
  MedicationRequest: 'ordering',
  DocumentReference: 'documentation',
  Composition: 'documentation',
  Observation: 'chart-review',
  Condition: 'chart-review',
  DiagnosticReport: 'chart-review',
  Specimen: 'chart-review',
};
