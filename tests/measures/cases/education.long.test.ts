import { act, csv, type Files, measured, ndjson, shuffled, visit } from './support/measured.js';

const HEADER = 'benefit_id,tool,kind,patient_id,encounter_ref,at,language';
const given = (
  id: string,
  kind: string,
  about: { patient: string; encounter?: string; language?: string; at?: string },
) =>
  `${id},,${kind},Patient/${about.patient},${about.encounter ? `Encounter/${about.encounter}` : ''},${about.at ?? '2026-07-08T09:30:00-04:00'},${about.language ?? ''}`;

const speaks = (id: string, code?: string) => ({
  resourceType: 'Patient',
  id,
  ...(code ? { communication: [{ preferred: true, language: { coding: [{ code }] } }] } : {}),
});
const of = (id: string, patient: string, more: object = {}) =>
  visit(id, { subject: { reference: `Patient/${patient}` }, ...more });

// es1, es2, es3 … prefer Spanish; en1 English; no language of un1 is known.
const files: Files = {
  'fhir.ndjson': ndjson(
    ...['es1', 'es2', 'es3', 'es4', 'es5'].map((id) => speaks(id, 'es')),
    speaks('en1', 'en-US'),
    speaks('un1'),
    of('e1', 'es1'),
    of('e2', 'es2'),
    of('e3', 'es3'),
    of('e4', 'es4'),
    of('e5', 'es5', { status: 'cancelled' }),
    of('e6', 'en1'),
    of('e7', 'un1'),
    of('e8', 'es1', { period: { start: '2026-07-20T09:00:00-04:00', end: '2026-07-20T10:00:00-04:00' } }),
  ),
  // The feed covers 8 to 10 July.
  'benefit.csv': csv(
    HEADER,
    given('b1', 'education', { patient: 'es1', encounter: 'e1', language: 'en' }), // e1: English, and
    given('b2', 'education', { patient: 'es1', language: 'es-US' }), // Spanish, by the time: it fits
    given('b2', 'education', { patient: 'es1', language: 'es-US' }),
    given('b3', 'education', { patient: 'es2', encounter: 'e2', language: 'en' }), // e2: English only: no
    given('b4', 'education', { patient: 'es3', encounter: 'e3' }), // e3: not said: in neither
    given('b5', 'education', { patient: 'es5', encounter: 'e5', language: 'es' }), // cancelled
    given('b6', 'education', { patient: 'en1', encounter: 'e6', language: 'EN' }), // e6: fits
    given('b7', 'education', { patient: 'un1', encounter: 'e7', language: 'es' }), // e7: the patient's is not known
    given('t1', 'teach-back', { patient: 'es2', encounter: 'e2', at: '2026-07-10T09:00:00-04:00' }),
    given('t2', 'teach-back', { patient: 'es4', at: '2026-07-09T09:00:00-04:00' }), // the day after, names no encounter
    given('h1', 'hazard', { patient: 'es4', encounter: 'e4' }),
  ),
};

const period = { from: '2026-07-01', to: '2026-07-31' };

test('education-in-language: in the preferred language ÷ encounters of patients of whom it is known', async () => {
  // e1 and e6 of e1, e2, e4 (nothing given) and e6. e8 lies outside the feed's window.
  expect((await measured('education-in-language', files, period)).sums['']).toEqual([2, 4]);
  expect((await measured('education-in-language', files, { ...period, by: 'stratum' })).sums).toEqual({
    'language=en-US': [1, 1],
    'language=es': [1, 3],
  });
});

test('teach-back-recorded: encounters with a record ÷ encounters in the window', async () => {
  // e2 of e1, e2, e3, e4, e6, e7. t2 belongs to no encounter.
  expect((await measured('teach-back-recorded', files, period)).sums['']).toEqual([1, 6]);
});

test('what belongs to an encounter of the period counts, also when it comes after the period', async () => {
  const day = { from: '2026-07-08', to: '2026-07-08' };
  expect((await measured('teach-back-recorded', files, day)).sums['']).toEqual([1, 6]);
});

test('FHIR: the feed’s window is that of all its rows, and another server’s encounter is another', async () => {
  const summary = {
    resourceType: 'Communication',
    id: 'c',
    status: 'completed',
    language: 'es',
    category: [{ coding: [{ system: 'http://snomed.info/sct', code: '311401005' }] }],
    subject: { reference: 'Patient/es1' },
    encounter: { reference: 'Encounter/e1' },
    sent: '2026-07-08T10:00:00-04:00',
  };
  // One log with rows from 8 to 20 July: e8 is covered, though its education is of the 8th.
  const log = ndjson(summary, act('2026-07-20T23:00:00-04:00'));
  const { 'benefit.csv': _, ...rest } = files;
  const both = { ...rest, 'log.ndjson': log, 'lab/fhir.ndjson': ndjson(of('e1', 'es1')) };
  // e1 of e1, e2, e3, e4, e6 and e8; the lab's patient has no known language.
  expect((await measured('education-in-language', both, period)).sums['']).toEqual([1, 6]);
});

test('missing where nothing of the kind was ever recorded: no code, no verdict', async () => {
  const hazards = csv(HEADER, given('h1', 'hazard', { patient: 'es4', encounter: 'e4' }));
  const only = { ...files, 'benefit.csv': hazards };
  expect((await measured('education-in-language', only, period)).missing).toBe('education');
  expect((await measured('teach-back-recorded', only, period)).missing).toBe('teach-back');
  // Education of which none says its language tells nothing of languages.
  const unsaid = csv(HEADER, given('b1', 'education', { patient: 'es1', encounter: 'e1' }));
  const found = await measured('education-in-language', { ...files, 'benefit.csv': unsaid });
  expect(found.missing).toBe('education');
  const { 'benefit.csv': _, ...without } = files;
  expect((await measured('teach-back-recorded', without, period)).missing).toBe('teach-back');
});

test.each(['education-in-language', 'teach-back-recorded'])(
  'the order of input does not matter to %s',
  async (measure) => {
    expect(await measured(measure, shuffled(files, 4), period)).toEqual(
      await measured(measure, files, period),
    );
  },
);
