import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Resource = { resourceType: string; id: string; [member: string]: unknown };

/** What the colleague did in the shared visit; all that a page of another person must not depend on. */
export interface Colleague {
  actions: number;
  alerts: number;
  clicks: number;
}

export interface HandClinic {
  dir: string;
  /** What the store is made of; the EHR knows a little more. */
  export: string;
  remove(): void;
}

const DAY = '2026-03';
const updated = { versionId: '1', lastUpdated: `${DAY}-10T00:00:00Z` };

const practitioner = (id: string): Resource => ({
  resourceType: 'Practitioner',
  id,
  meta: updated,
  identifier: [{ system: 'urn:staff', value: `S${id}` }],
  name: [{ text: `Doctor Number${id}` }],
});

function patient(id: string, more: object = {}): Resource {
  return {
    resourceType: 'Patient',
    id,
    meta: updated,
    name: [{ text: `Person ${id}` }],
    gender: 'other',
    ...more,
  };
}

interface Visit {
  id: string;
  patient: string;
  start: string;
  end?: string;
  status?: string;
  class?: string;
  people?: string[];
}

const encounter = ({
  id,
  patient: whose,
  start,
  end,
  status = 'finished',
  class: kind = 'AMB',
  people = ['1'],
}: Visit) => ({
  resourceType: 'Encounter',
  id,
  meta: updated,
  status,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: kind },
  subject: { reference: `Patient/${whose}` },
  period: { start, ...(end ? { end } : {}) },
  participant: people.map((one) => ({ individual: { reference: `Practitioner/${one}` } })),
});

export interface Row {
  encounter: string;
  patient: string;
  user: string;
  at: string;
  observer?: string;
  id?: string;
}

let serial = 0;

/** An R4 AuditEvent: somebody wrote something in an encounter. */
export function auditEvent({
  encounter: visit,
  patient: whose,
  user,
  at,
  observer = 'Device/notes',
  id,
}: Row): Resource {
  serial += 1;
  return {
    resourceType: 'AuditEvent',
    id: id ?? `row-${serial}`,
    meta: updated,
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'create' }],
    action: 'C',
    recorded: at,
    outcome: '0',
    agent: [{ requestor: true, who: { reference: user } }],
    source: { observer: { reference: observer } },
    entity: [{ what: { reference: `Patient/${whose}` } }, { what: { reference: `Encounter/${visit}` } }],
  };
}

/** `n` rows a minute apart. */
export function rows(n: number, row: Row): Resource[] {
  const first = Date.parse(row.at);
  return Array.from({ length: n }, (_, index) =>
    auditEvent({ ...row, at: new Date(first + index * 60_000).toISOString() }),
  );
}

const VISITS: Visit[] = [
  { id: 'two', patient: 'a', start: `${DAY}-03T15:00:00Z`, end: `${DAY}-03T16:00:00Z`, people: ['1', '2'] },
  { id: 'one', patient: 'a', start: `${DAY}-04T15:00:00Z`, end: `${DAY}-04T15:30:00Z` },
  {
    id: 'three',
    patient: 'a',
    start: `${DAY}-05T15:00:00Z`,
    end: `${DAY}-05T16:00:00Z`,
    people: ['1', '2', '3'],
  },
  { id: 'of-b', patient: 'b', start: `${DAY}-03T18:00:00Z`, end: `${DAY}-03T18:30:00Z`, people: ['2'] },
  { id: 'planned', patient: 'a', start: `${DAY}-08T15:00:00Z`, status: 'planned' },
  { id: 'cancelled', patient: 'a', start: `${DAY}-06T09:00:00Z`, status: 'cancelled' },
  // Before the alerts and the telemetry begin.
  { id: 'early', patient: 'a', start: `${DAY}-02T15:00:00Z`, end: `${DAY}-02T15:30:00Z` },
];

/** After the last row of the export: the store has neither it nor its rows. */
const LATER: Visit[] = [
  { id: 'now', patient: 'a', start: `${DAY}-09T10:00:00Z`, status: 'in-progress', class: 'IMP' },
  { id: 'alone', patient: 'c', start: `${DAY}-09T10:00:00Z`, status: 'in-progress', class: 'IMP' },
];

/** A few people, patients and visits, each for one thing that a page must do. */
export function handClinic(
  { actions, alerts, clicks }: Colleague = { actions: 17, alerts: 5, clicks: 977 },
): HandClinic {
  serial = 0;
  const dir = mkdtempSync(join(tmpdir(), 'hand-clinic-'));
  const at = (time: string) => `${DAY}-${time}:00Z`;
  const kept: Resource[] = [
    ...['1', '2', '3', '4'].map(practitioner),
    {
      resourceType: 'PractitionerRole',
      id: 'r1',
      meta: updated,
      practitioner: { reference: 'Practitioner/1' },
    },
    {
      resourceType: 'PractitionerRole',
      id: 'r2',
      meta: updated,
      practitioner: { reference: 'Practitioner/2' },
    },
    patient('a', { link: [{ other: { reference: 'Patient/a-old' }, type: 'replaces' }] }),
    patient('a-old', { link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] }),
    patient('b'),
    patient('c'),
    ...VISITS.map(encounter),
    ...rows(4, { encounter: 'early', patient: 'a', user: 'Practitioner/1', at: at('02T15:05') }),
    ...rows(3, {
      encounter: 'two',
      patient: 'a',
      user: 'Practitioner/1',
      at: at('03T15:05'),
      observer: 'Device/cpoe',
    }),
    ...rows(actions, { encounter: 'two', patient: 'a', user: 'Practitioner/2', at: at('03T15:20') }),
    ...rows(6, { encounter: 'of-b', patient: 'b', user: 'Practitioner/2', at: at('03T18:05') }),
    ...rows(7, { encounter: 'one', patient: 'a', user: 'Practitioner/1', at: at('04T15:05') }),
    ...['1', '2', '3'].flatMap((one) =>
      rows(5, { encounter: 'three', patient: 'a', user: `Practitioner/${one}`, at: at(`05T15:0${one}`) }),
    ),
    // So that the log's window is the same whatever the colleague did.
    ...rows(1, { encounter: 'of-b', patient: 'b', user: 'Practitioner/4', at: at('06T12:00') }),
    {
      resourceType: 'DetectedIssue',
      id: 'd1',
      meta: updated,
      status: 'final',
      patient: { reference: 'Patient/a' },
      identifiedDateTime: at('04T15:10'),
      implicated: [{ reference: 'Encounter/one' }],
      mitigation: [{ action: { text: 'dose reduced' } }],
    },
  ];
  const later: Resource[] = [
    ...LATER.map(encounter),
    ...rows(9, { encounter: 'now', patient: 'a', user: 'Practitioner/1', at: at('09T10:05') }),
    ...rows(2, { encounter: 'alone', patient: 'c', user: 'PractitionerRole/r1', at: at('09T10:05') }),
    ...rows(8, { encounter: 'alone', patient: 'c', user: 'PractitionerRole/r2', at: at('09T11:05') }),
    ...rows(8, { encounter: 'alone', patient: 'c', user: 'Practitioner/2', at: at('09T12:05') }),
  ];
  writeResources(join(dir, 'main'), [...kept, ...later]);
  const exported = join(dir, 'export');
  writeResources(exported, kept);
  const alert = (n: number, user: string, visit: string, day: string) =>
    Array.from({ length: n }, (_, i) =>
      [
        `al-${visit}-${user}-${i}`,
        `${DAY}-${day}T15:${10 + i}:00Z`,
        `Practitioner/${user}`,
        'Patient/a',
        `Encounter/${visit}`,
        `key-${i}`,
        'true',
      ].join(','),
    );
  writeFileSync(
    join(exported, 'alert.csv'),
    `${[
      'alert_id,shown,user_id,patient_id,encounter_ref,alert_key,interruptive',
      ...alert(1, '1', 'two', '03'),
      ...alert(alerts, '2', 'two', '03'),
      ...alert(2, '1', 'one', '04'),
      ...alert(1, '3', 'three', '05'),
    ].join('\n')}\n`,
  );
  writeFileSync(
    join(exported, 'alert_answer.csv'),
    `alert_id,responded,response\nal-one-1-0,${DAY}-04T15:10:09Z,accepted\nal-one-1-1,${DAY}-04T15:11:09Z,overridden\nal-two-2-0,${DAY}-03T15:11:00Z,accepted\n`,
  );
  const click = (n: number, user: string, visit: string, day: string) =>
    `ui-${visit}-${user},whole-ehr,${DAY}-${day}T15:05:00Z,${DAY}-${day}T15:25:00Z,Practitioner/${user},Patient/a,Encounter/${visit},${n}`;
  writeFileSync(
    join(exported, 'ui_interval.csv'),
    `${[
      'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,clicks',
      click(41, '1', 'two', '03'),
      click(clicks, '2', 'two', '03'),
      click(33, '1', 'one', '04'),
      click(1, '3', 'three', '05'),
    ].join('\n')}\n`,
  );
  writeFileSync(
    join(dir, 'site.yaml'),
    'timeZone: America/New_York\nservers: [{alias: main, base: "https://ehr.hand.example/fhir", home: true}]\nminClinicians: 5\n',
  );
  writeFileSync(
    join(dir, 'tools.yaml'),
    `version: 1
tools:
  - {id: mission-audit, title: Mission Audit, category: administration, match: [{observer: Device/mission-audit}]}
  - {id: order-entry, title: Order entry, category: ordering, match: [{observer: Device/cpoe}]}
  - {id: notes, title: Notes, category: documentation, match: [{observer: Device/notes}]}
background: [{observer: Device/board}]
notPeople: ["Practitioner/nightly-*"]
`,
  );
  return { dir, export: exported, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function writeResources(folder: string, resources: Resource[]): void {
  mkdirSync(folder, { recursive: true });
  const types = new Set(resources.map(({ resourceType }) => resourceType));
  for (const type of types)
    writeFileSync(
      join(folder, `${type}.ndjson`),
      `${resources
        .filter(({ resourceType }) => resourceType === type)
        .map((one) => JSON.stringify(one))
        .join('\n')}\n`,
    );
}
