import { askAll, byPerson } from './support/ask.js';
import { act, csv, type Files, ndjson, shuffled, visit } from './support/measured.js';

const patient = (id: string, code?: string) => ({
  resourceType: 'Patient',
  id,
  ...(code ? { communication: [{ language: { coding: [{ code }] } }] } : {}),
});

/** A hazard that was found on 8 July at 09:30 in New York, for p1 by the monitor, and not mitigated. */
const issue = (id: string, more: object = {}) => ({
  resourceType: 'DetectedIssue',
  id,
  status: 'final',
  patient: { reference: 'Patient/p1' },
  author: { reference: 'Device/monitor-7' },
  identifiedDateTime: '2026-07-08T09:30:00-04:00',
  ...more,
});
const MITIGATED = { mitigation: [{ action: { text: 'called' } }] };
const of = (id: string) => ({ patient: { reference: `Patient/${id}` } });
const on = (identifiedDateTime: string) => ({ identifiedDateTime });

// The period is 8 July: d1 has p1 from 09:00 to 10:00, d2 has p2, nobody has p3.
const files: Files = {
  'tools.yaml': `version: 1
tools:
  - {id: rpm, title: Monitoring, category: remote-monitoring, match: [{agent: "Device/monitor-*"}]}
  - {id: seen, title: Seen by, category: decision-support, match: [{observer: "Device/checker"}]}
`,
  'fhir.ndjson': ndjson(
    patient('p1', 'en'),
    patient('p2', 'es'),
    patient('p3'),
    visit('e1'),
    visit('e2', {
      subject: { reference: 'Patient/p2' },
      participant: [{ individual: { reference: 'Practitioner/d2' } }],
    }),
    act('08:00:00'),
    // d1's, while e1 is open: 2 of 3. Two mitigations of one issue are one issue mitigated; an empty list is none.
    issue('h1'),
    issue('h2', MITIGATED),
    issue('h3', { mitigation: [...MITIGATED.mitigation, { action: { text: 'wrote' } }] }),
    // d2's: 0 of 2, one by another tool, one by the site's own name of none.
    issue('h4', { ...of('p2'), author: { reference: 'Device/checker' }, mitigation: [] }),
    issue('h5', { ...of('p2'), author: { reference: 'Device/unlisted' } }),
    // Nobody's encounter: 1 of 2; the second after the encounter, which is near to clinicians only.
    issue('h6', { ...of('p3'), ...MITIGATED }),
    issue('h7', { ...on('2026-07-08T10:00:00.001-04:00'), author: undefined }),
    // Of the day before and of the day after; and at no known time.
    issue('h8', { ...on('2026-07-07T23:59:59.999-04:00'), ...MITIGATED }),
    issue('h9', { ...on('2026-07-09T00:00:00-04:00'), ...MITIGATED }),
    issue('h10', { identifiedDateTime: undefined, ...MITIGATED }),
    // Other benefits are no hazards.
    {
      resourceType: 'Immunization',
      id: 'i1',
      status: 'completed',
      patient: { reference: 'Patient/p1' },
      occurrenceDateTime: '2026-07-08T09:30:00-04:00',
    },
  ),
};

const day = { from: '2026-07-08', to: '2026-07-08' };
const ask = (given: Files) =>
  askAll(
    {
      all: { measure: 'hazards-mitigated' },
      byTool: { measure: 'hazards-mitigated', by: 'tool' },
      byStratum: { measure: 'hazards-mitigated', by: 'stratum' },
    },
    given,
    day,
  );

let found: Awaited<ReturnType<typeof ask>>;
beforeAll(async () => {
  found = await ask(files);
});

test('issues with a mitigation ÷ issues of the period, with the clinician responsible for the encounter', () => {
  expect(byPerson(found.all)).toEqual({ d1: [2, 3], d2: [0, 2], '': [1, 2] });
});

test('by tool: that which tools.yaml has for the author', () => {
  // rpm: h1, h2, h3, h6. seen: h4. Nothing is known of what found h5 and h7.
  expect(found.byTool.sums).toEqual({ rpm: [3, 4], seen: [0, 1] });
});

test('by language', () => {
  // en: h1, h2, h3, h7. es: h4, h5.
  expect(found.byStratum.sums).toMatchObject({ 'language=en': [2, 4], 'language=es': [0, 2] });
});

// Known to fail: a patient of whom there is neither encounter, alert nor logged action is in no stratum, `missing` included.
test('by language: of a patient who has a hazard and nothing else, too', () => {
  // h6 is p3's, of whom no language is known.
  expect(found.byStratum.sums['language=missing']).toEqual([1, 1]);
});

test('the order of input does not matter', async () => {
  expect(await ask(shuffled(files, 6))).toEqual(found);
});

test('a version that takes the mitigation back, and one that adds it', async () => {
  const version = (id: string, day: number, more: object) =>
    issue(id, { ...more, meta: { lastUpdated: `2026-07-0${day}T00:00:00Z` } });
  const versions = {
    'fhir.ndjson': ndjson(
      version('back', 8, MITIGATED),
      version('back', 9, {}),
      version('added', 8, {}),
      version('added', 9, MITIGATED),
    ),
  };
  // Of each the later counts: "back" is a hazard that was not mitigated after all.
  expect((await ask(versions)).all.sums['']).toEqual([1, 2]);
});

test('a table of its own; the lab’s issue of the same id is another', async () => {
  const header = 'benefit_id,tool,kind,patient_id,encounter_ref,at,language';
  const row = (id: string, kind: string) =>
    `${id},rpm,${kind},Patient/p1,Encounter/e1,2026-07-08T09:30:00-04:00,`;
  const table = {
    ...files,
    'fhir.ndjson': ndjson(visit('e1'), act('08:00:00')),
    'benefit.csv': csv(
      header,
      row('b1', 'hazard'),
      row('b1', 'hazard-mitigated'),
      row('b1', 'hazard'), // there twice
      row('b2', 'hazard'),
      row('b3', 'education'),
    ),
    'lab/fhir.ndjson': ndjson(issue('b2', MITIGATED)),
  };
  const { all, byTool } = await ask(table);
  // b1 of b1 and b2 with d1; the lab's with nobody: its patient is another's.
  expect(byPerson(all)).toEqual({ d1: [1, 2], '': [1, 1] });
  expect(byTool.sums.rpm).toEqual([1, 2]);
});

test('missing without benefits; without a hazard in the period there is no share, not 0 %', async () => {
  expect((await ask({ 'fhir.ndjson': ndjson(visit('e1')) })).all.missing).toBe('benefit');
  const none = { 'fhir.ndjson': ndjson(issue('late', on('2026-07-20T09:00:00-04:00'))) };
  expect((await ask(none)).all.sums).toEqual({});
});
