import type { Resource } from '../../random/people.js';
import type { Random } from '../../random/random.js';
import { written } from '../../random/times.js';
import { CLINICIANS, patientForms } from './crowd.js';
import type { Deed } from './deeds.js';
import { actorOf } from './references.js';

interface ToolShape {
  observer: object;
  subtype?: string;
  entities?: string[];
  portal?: true;
}

/** How each tool of tools.yaml shows in a row. */
const TOOLS: Record<string, ToolShape> = {
  orders: { observer: { reference: 'Device/cpoe' }, entities: ['ServiceRequest/s1'] },
  notes: { observer: { display: 'notes' }, subtype: 'update', entities: ['DocumentReference/n1'] },
  inbox: { observer: { identifier: { value: 'inbox' } }, entities: ['Communication/m1'] },
  portal: { observer: { display: 'hub' }, portal: true },
  results: { observer: { display: 'hub' }, entities: ['Observation/o1', 'DiagnosticReport/d1'] },
  own: { observer: { reference: 'Device/mission-audit' }, entities: ['Observation/o2'] },
  board: { observer: { reference: 'Device/board' }, entities: ['Condition/c1'] },
};

function patientRef(form: string): object {
  return form.includes('?') ? { type: 'Patient', ...actorOf(form) } : { reference: form };
}

function coded(code: string): object {
  return { coding: [{ code }] };
}

/** What is done in each: some only carry out or only create. */
const ACTIONS: Record<string, string[]> = {
  orders: ['C', 'E'],
  notes: ['U', 'E'],
  inbox: ['R'],
  portal: ['R', 'E', 'C'],
  results: ['E', 'D'],
  own: ['R', 'U'],
  board: ['D'],
};

/** A row as FHIR R4 or R5; action, purpose and an emergency override are there or not. */
export function deedResource(deed: Deed, r: Random): Resource {
  const r5 = r.chance(0.3);
  const { observer, subtype, entities, portal } = TOOLS[deed.tool]!;
  const codes = [subtype ?? 'read', ...(r.chance(0.04) ? ['110127'] : [])];
  const purposes = r.pick([[], [], [], [], ['TREAT'], ['ETREAT'], ['TREAT', 'BTG'], ['BTG']]);
  const who = deed.user.includes('/') ? { reference: deed.user } : actorOf(r.pick(CLINICIANS[deed.user]!));
  const patient = deed.patient === null ? null : patientRef(r.pick(patientForms(deed.patient)));
  const element = r5 && patient !== null && r.chance(0.5);
  const encounter = deed.encounter === null ? [] : [{ what: { reference: deed.encounter } }];
  return {
    resourceType: 'AuditEvent',
    id: deed.id,
    ...(r5 ? { category: [coded('rest')], code: { coding: codes.map((code) => ({ code })) } } : {}),
    ...(r5 ? {} : { type: { code: 'rest' }, subtype: codes.map((code) => ({ code })) }),
    ...(r.chance(0.15) ? {} : { action: r.pick(ACTIONS[deed.tool]!) }),
    ...(purposes.length > 0
      ? { [r5 ? 'authorization' : 'purposeOfEvent']: purposes.map((code) => coded(code)) }
      : {}),
    recorded: written(deed.at, r),
    agent: [
      { requestor: true, who },
      ...(portal ? [{ requestor: false, who: { reference: 'Device/portal-7' } }] : []),
    ],
    source: { observer },
    ...(element ? { patient } : {}),
    entity: [
      ...(patient !== null && !element ? [{ what: patient }] : []),
      ...(entities ?? []).filter(() => !r.chance(0.1)).map((reference) => ({ what: { reference } })),
      ...encounter,
    ],
  };
}
