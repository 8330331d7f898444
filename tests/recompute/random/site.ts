import { stringify } from 'yaml';
import type { Random } from './random.js';
import { BASES, type Scenario } from './scenario.js';

/** Declared windows: sometimes narrower than the data. */
function windows(r: Random, of: Scenario): Record<string, { from: string; to: string }> {
  const narrow = () => ({ from: of.days[r.int(0, 2)]!, to: of.days[of.days.length - 1 - r.int(0, 2)]! });
  return {
    // Two servers with different windows are left to the wild (readings.md, 3).
    ...(r.chance(0.3) && (of.wild || !(of.withLab && of.withSecondFeed)) ? { fhir: narrow() } : {}),
    ...(r.chance(0.25) ? { alert: narrow() } : {}),
    ...(r.chance(0.2) ? { ui_interval: narrow() } : {}),
  };
}

export function siteYaml(r: Random, of: Scenario): string {
  return stringify({
    ...(of.hasZone ? { timeZone: of.zone } : {}),
    holidays: of.holidays,
    servers: [
      { alias: 'main', base: BASES.main, home: true },
      { alias: 'lab', base: `${BASES.lab}${r.pick(['', '/'])}` },
    ],
    feeds: windows(r, of),
    ...(of.withSecondFeed ? { burdenFeed: { main: r.pick(['fhir', 'access-log']) } } : {}),
    minClinicians: 1,
  });
}

export const TOOLS_YAML = `version: 1
tools:
  - {id: mission-audit, title: Mission Audit, category: decision-support, match: [{observer: "Device/mission-audit"}]}
  - {id: order-entry, title: Orders, category: ordering, match: [{observer: "*Device/cpoe"}]}
  - {id: notes, title: Notes, category: documentation, match: [{subtype: [create, update], entity: "Document*"}]}
  - {id: portal, title: Portal, category: inbox, match: [{agent: "*portal-*"}]}
  - {id: late, title: Never wins over notes, category: documentation, match: [{entity: DocumentReference, observer: no*s}]}
activities:
  - {id: ordering, match: [{entity: [ServiceRequest, MedicationRequest]}]}
  - {id: documentation, match: [{entity: DocumentReference}]}
background: [{observer: "*Device/board", type: rest}]
notPeople: ["Practitioner/bot-*"]
`;

export const ALERTS_YAML = `version: 1
alerts:
  - {key: pop-b, title: B, tool: order-entry, purpose: safety, interruptive: false}
  - {key: "pop-*", title: A, tool: order-entry, purpose: safety, interruptive: true}
  - {key: soft, title: Soft, tool: notes, purpose: documentation}
`;
