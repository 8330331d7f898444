/**
 * What a gateway should read from each example, worked out by hand from its JSON and from nothing else. `-` is
 * "not there". Orders are draft orders, orders, dispatched orders (the one `order` of hook 1.0 too) or medications;
 * appointments, allergies and problems are none.
 */
export type RequestFacts = {
  name: string;
  hook: string;
  hookInstance: string;
  user: string | null;
  patient: string;
  encounter: string | null;
  orders: number;
  selections: string[];
};

export type CardFacts = {
  uuid: string | null;
  indicator: string;
  source: string;
  topic: string | null;
  suggestions: number;
  links: number;
};
export type AnswerFacts = { name: string; systemActions: number; cards: CardFacts[] };

export type OutcomeFacts = {
  card: string;
  outcome: string;
  reasonCode: string | null;
  reasonSystem: string | null;
  outcomeTimestamp: string | null;
};
export type FeedbackFacts = { name: string; outcomes: OutcomeFacts[] };

/** name | hook | hookInstance | user | patient | encounter | orders | selections */
const requests = `
1.x patient-view, all at the top | patient-view | 00000000-0000-4000-8000-000000000001 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
1.x medication-prescribe, an array of drugs | medication-prescribe | 00000000-0000-4000-8000-000000000002 | Practitioner/example-2 | example-2 | visit-2 | 2 | -
1.x order-review, patient at the top only | order-review | 00000000-0000-4000-8000-000000000003 | RelatedPerson/example-3 | example-3 | - | 1 | -
1.0 patient-view | patient-view | 00000000-0000-4000-8000-000000000101 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
1.0 order-select | order-select | 00000000-0000-4000-8000-000000000102 | Practitioner/example-1 | example-1 | - | 2 | MedicationRequest/rx-2
1.0 order-sign | order-sign | 00000000-0000-4000-8000-000000000103 | Practitioner/example-1 | example-2 | visit-2 | 2 | -
1.0 encounter-start | encounter-start | 00000000-0000-4000-8000-000000000104 | PractitionerRole/role-1 | example-3 | visit-3 | 0 | -
1.0 encounter-discharge | encounter-discharge | 00000000-0000-4000-8000-000000000105 | Practitioner/example-3 | example-3 | visit-3 | 0 | -
1.0 appointment-book | appointment-book | 00000000-0000-4000-8000-000000000106 | Patient/example-4 | example-4 | - | 0 | -
1.0 allergyintolerance-create | allergyintolerance-create | 00000000-0000-4000-8000-000000000107 | Practitioner/example-1 | example-1 | - | 0 | -
1.0 problem-list-item-create | problem-list-item-create | 00000000-0000-4000-8000-000000000108 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
1.0 medication-refill, nobody in context | medication-refill | 00000000-0000-4000-8000-000000000109 | - | example-5 | - | 1 | -
1.0 medication-prescribe | medication-prescribe | 00000000-0000-4000-8000-000000000110 | Practitioner/example-2 | example-2 | visit-2 | 3 | -
1.0 order-review | order-review | 00000000-0000-4000-8000-000000000111 | Practitioner/example-2 | example-6 | - | 4 | -
1.0 patient-view in odd bytes, a user that is no reference | patient-view | 00000000-0000-4000-8000-000000000112 | jdoe@ward.example | example-7 | visit-7 | 0 | -
2.0 patient-view | patient-view | 00000000-0000-4000-8000-000000000201 | PractitionerRole/role-1 | example-1 | - | 0 | -
2.0 order-select, two selected of three | order-select | 00000000-0000-4000-8000-000000000202 | Practitioner/example-1 | example-1 | visit-1 | 3 | MedicationRequest/rx-2 NutritionOrder/diet-1
2.0 order-sign | order-sign | 00000000-0000-4000-8000-000000000203 | Practitioner/example-1 | example-1 | visit-1 | 4 | -
2.0 order-dispatch, hook 1.0 | order-dispatch | 00000000-0000-4000-8000-000000000204 | - | example-2 | - | 1 | -
2.0 order-dispatch, hook 1.1 | order-dispatch | 00000000-0000-4000-8000-000000000205 | - | example-2 | - | 2 | -
2.0 encounter-start | encounter-start | 00000000-0000-4000-8000-000000000206 | PractitionerRole/role-2 | example-3 | visit-3 | 0 | -
2.0 encounter-discharge | encounter-discharge | 00000000-0000-4000-8000-000000000207 | Practitioner/example-3 | example-3 | visit-3 | 0 | -
2.0 appointment-book | appointment-book | 00000000-0000-4000-8000-000000000208 | RelatedPerson/parent-4 | example-4 | visit-4 | 0 | -
2.0 allergyintolerance-create | allergyintolerance-create | 00000000-0000-4000-8000-000000000209 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
2.0 problem-list-item-create | problem-list-item-create | 00000000-0000-4000-8000-000000000210 | PractitionerRole/role-1 | example-1 | - | 0 | -
2.0 medication-refill | medication-refill | 00000000-0000-4000-8000-000000000211 | Practitioner/example-5 | example-5 | refill-5 | 2 | -
2.0 a hook of its own | org.example.vaccine-scan | 00000000-0000-4000-8000-000000000212 | Practitioner/example-6 | example-6 | - | 0 | -
2.0 order-sign in odd bytes | order-sign | 00000000-0000-4000-8000-000000000213 | Practitioner/example-7 | example-7 | - | 1 | -
3.0 patient-view | patient-view | 00000000-0000-4000-8000-000000000301 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
3.0 order-select | order-select | 00000000-0000-4000-8000-000000000302 | PractitionerRole/role-1 | example-1 | - | 1 | ServiceRequest/lab-1
3.0 order-sign | order-sign | 00000000-0000-4000-8000-000000000303 | PractitionerRole/role-1 | example-1 | visit-1 | 3 | -
3.0 order-dispatch | order-dispatch | 00000000-0000-4000-8000-000000000304 | - | example-2 | - | 3 | -
3.0 encounter-start | encounter-start | 00000000-0000-4000-8000-000000000305 | Practitioner/example-3 | example-3 | visit-3 | 0 | -
3.0 encounter-discharge | encounter-discharge | 00000000-0000-4000-8000-000000000306 | PractitionerRole/role-3 | example-3 | visit-3 | 0 | -
3.0 appointment-book | appointment-book | 00000000-0000-4000-8000-000000000307 | Patient/example-4 | example-4 | - | 0 | -
3.0 allergyintolerance-create | allergyintolerance-create | 00000000-0000-4000-8000-000000000308 | Practitioner/example-1 | example-1 | - | 0 | -
3.0 problem-list-item-create | problem-list-item-create | 00000000-0000-4000-8000-000000000309 | Practitioner/example-1 | example-1 | visit-1 | 0 | -
3.0 medication-refill, nobody in context | medication-refill | 00000000-0000-4000-8000-000000000310 | - | example-5 | refill-5 | 1 | -
3.0 encounter-discharge in odd bytes | encounter-discharge | 00000000-0000-4000-8000-000000000311 | Practitioner/example-8 | example-8 | visit-8 | 0 | -
`;

/**
 * name | systemActions, and below it its cards: uuid | indicator | source | topic's code | suggestions | links.
 * Before 1.0 a source had a `name` in place of its label.
 */
const answers = `
1.x hard stop and success | 0
  - | hard-stop | Allergy check | - | 1 | 1
  - | success | Dose check | - | 0 | 0
1.0 no cards | 0
1.0 info with absolute links | 0
  - | info | Screening | - | 0 | 2
1.0 warning with create, update and delete | 0
  - | warning | Drug reference | - | 3 | 0
1.0 critical with a smart link | 0
  - | critical | Drug reference | - | 0 | 1
1.0 three indicators in odd bytes | 0
  - | info | A & B | - | 0 | 0
  - | warning | A & B | - | 0 | 0
  - | critical | C | - | 0 | 0
2.0 no cards | 0
2.0 info | 0
  20000000-0000-4000-8000-000000000001 | info | Vaccinations | prevention | 0 | 0
2.0 warning with create, update and delete | 0
  20000000-0000-4000-8000-000000000002 | warning | Drug reference | interaction | 2 | 0
2.0 critical with override reasons | 0
  20000000-0000-4000-8000-000000000003 | critical | Allergy check | - | 0 | 0
2.0 any of three suggestions | 0
  20000000-0000-4000-8000-000000000004 | info | Monitoring | monitoring | 3 | 0
2.0 links, and a delete in the deprecated form | 0
  20000000-0000-4000-8000-000000000005 | warning | Repeat tests | - | 1 | 3
2.0 system actions beside a card without uuid | 2
  - | info | Imaging | - | 0 | 0
2.0 a uuid given twice, and one missing | 0
  static-card | info | Greeter | - | 0 | 0
  static-card | info | Greeter | - | 0 | 0
  - | info | Greeter | - | 0 | 0
2.0 a summary as long as may be | 0
  20000000-0000-4000-8000-000000000006 | info | Length | - | 0 | 0
2.0 cards in odd bytes, uuids missing and misplaced | 0
  - | info | Décoy | topic | 2 | 0
  late-uuid | critical | L | - | 0 | 1
3.0 no cards | 0
3.0 system actions without a description | 1
3.0 info that launches by itself | 0
  30000000-0000-4000-8000-000000000001 | info | Shared decisions | - | 0 | 1
3.0 warning whose actions are chosen | 0
  30000000-0000-4000-8000-000000000002 | warning | Kidney dosing | dosing | 3 | 0
3.0 critical with standard override reasons | 0
  30000000-0000-4000-8000-000000000003 | critical | Pregnancy | - | 0 | 1
  30000000-0000-4000-8000-000000000004 | info | Pregnancy | - | 0 | 0
3.0 a card and system actions in odd bytes | 2
  30000000-0000-4000-8000-000000000005 | warning | 𝄞 | - | 0 | 0
`;

const SITE = 'https://cds.example.org/CodeSystem/reasons';
const STANDARD = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';

/** name, and below it its outcomes: card | outcome | reason's code | reason's system | outcomeTimestamp */
const feedbacks = `
1.x overridden, flat reason
  20000000-0000-4000-8000-000000000003 | overridden | tolerated | ${SITE} | 2026-03-01T10:00:00Z
1.x overridden, flat reason without system and with a comment
  static-card | overridden | other | - | -
2.0 accepted
  20000000-0000-4000-8000-000000000002 | accepted | - | - | 2026-03-01T10:00:01Z
2.0 accepted, two suggestions
  20000000-0000-4000-8000-000000000004 | accepted | - | - | 2026-03-01T10:00:02.250Z
2.0 overridden without a reason
  20000000-0000-4000-8000-000000000001 | overridden | - | - | 2026-03-01T10:00:03+00:00
2.0 overridden with a coded reason
  20000000-0000-4000-8000-000000000003 | overridden | no-alternative | ${SITE} | 2026-03-01T10:00:04Z
2.0 overridden with a comment only
  20000000-0000-4000-8000-000000000005 | overridden | - | - | 2026-03-01T10:00:05Z
2.0 a batch, one card twice, a time without a zone
  20000000-0000-4000-8000-000000000002 | overridden | tolerated | ${SITE} | 2026-03-01T10:00:06Z
  20000000-0000-4000-8000-000000000002 | accepted | - | - | 2026-03-01T10:00:07
  unknown-card | overridden | - | - | 2026-02-28T23:59:59Z
2.0 in odd bytes
  late-uuid | overridden | tolerated | ${SITE} | 2026-03-01T10:00:08.100Z
3.0 accepted
  30000000-0000-4000-8000-000000000002 | accepted | - | - | 2026-03-01T10:00:09.5Z
3.0 overridden with a standard reason
  30000000-0000-4000-8000-000000000003 | overridden | does-not-align-preferences | ${STANDARD} | 2026-03-01T10:00:10Z
3.0 a batch
  30000000-0000-4000-8000-000000000004 | overridden | - | - | 2026-03-01T10:00:11Z
  30000000-0000-4000-8000-000000000003 | overridden | cds-not-applicable | ${STANDARD} | 2026-03-01T10:00:12+00:00
`;

type Row = (string | null)[];
const cells = (line: string): Row =>
  line.split(' | ').map((cell) => (cell.trim() === '-' ? null : cell.trim()));
const rows = (table: string) => table.split('\n').filter((line) => line !== '');

/** Lines that start at the margin, each with the indented lines below it. */
function grouped(table: string): { head: Row; below: Row[] }[] {
  const groups: { head: Row; below: Row[] }[] = [];
  for (const line of rows(table)) {
    if (line.startsWith('  ')) groups.at(-1)!.below.push(cells(line));
    else groups.push({ head: cells(line), below: [] });
  }
  return groups;
}

export const REQUEST_FACTS: RequestFacts[] = rows(requests).map((line) => {
  const [name, hook, hookInstance, user, patient, encounter, orders, selections] = cells(line);
  return {
    name: name!,
    hook: hook!,
    hookInstance: hookInstance!,
    user: user!,
    patient: patient!,
    encounter: encounter!,
    orders: Number(orders),
    selections: selections ? selections.split(' ') : [],
  };
});

export const ANSWER_FACTS: AnswerFacts[] = grouped(answers).map(({ head: [name, systemActions], below }) => ({
  name: name!,
  systemActions: Number(systemActions),
  cards: below.map(([uuid, indicator, source, topic, suggestions, links]) => ({
    uuid: uuid!,
    indicator: indicator!,
    source: source!,
    topic: topic!,
    suggestions: Number(suggestions),
    links: Number(links),
  })),
}));

export const FEEDBACK_FACTS: FeedbackFacts[] = grouped(feedbacks).map(({ head: [name], below }) => ({
  name: name!,
  outcomes: below.map(([card, outcome, reasonCode, reasonSystem, outcomeTimestamp]) => ({
    card: card!,
    outcome: outcome!,
    reasonCode: reasonCode!,
    reasonSystem: reasonSystem!,
    outcomeTimestamp: outcomeTimestamp!,
  })),
}));
