import { ALERT, ANSWER, csv, type Files, fired, measured, shuffled } from './support/measured.js';

const REVIEW = 'alert_id,appropriate,reviewed';

// Overridden: o1 to o4, and the episode of f1 and f2. Accepted: a1. Not answered: n1.
const files: Files = {
  'alert.csv': csv(
    ALERT,
    fired('o1', '09:00:00', { patient: 'p1' }),
    fired('o2', '09:00:00', { patient: 'p2' }),
    fired('o3', '09:00:00', { patient: 'p3', user: 'd2' }),
    fired('o4', '09:00:00', { patient: 'p4', user: 'd2' }),
    fired('f1', '09:00:00', { patient: 'p5', user: 'd2' }),
    fired('f2', '09:05:00', { patient: 'p5', user: 'd2' }),
    fired('a1', '09:00:00', { patient: 'p6' }),
    fired('n1', '09:00:00', { patient: 'p7' }),
  ),
  'alert_answer.csv': csv(
    ANSWER,
    ...['o1', 'o2', 'o3', 'o4'].map((id) => `${id},,overridden`),
    'f2,2026-07-08T09:06:00-04:00,overridden',
    'a1,,accepted',
  ),
  'override_review.csv': csv(
    REVIEW,
    'o1,true,2026-08-01T00:00:00Z',
    'o1,true,2026-08-01T00:00:00Z', // there twice, counts once
    'o2,No,', // reviewed, nobody says when
    'o3,undetermined,2026-08-01T00:00:00Z', // could not tell: in neither
    'f1,false,2026-09-01T00:00:00Z', // the other firing of the episode that f2 answered
    'f2,yes,2026-08-01T00:00:00Z', // the answered firing's review goes first
    'a1,true,2026-08-01T00:00:00Z', // was accepted: no override
    'n1,true,2026-08-01T00:00:00Z', // was not answered: no override
    'gone,true,2026-08-01T00:00:00Z', // no such alert
  ),
};

test('appropriate ÷ reviewed overrides', async () => {
  // o1 yes, o2 no, the episode of f1 and f2 yes; o4 was not reviewed.
  const found = await measured('override-appropriateness', files);
  expect(found.sums['']).toEqual([2, 3]);
  expect(found.clusters['']).toEqual({ 'Practitioner/d1': [1, 2], 'Practitioner/d2': [1, 1] });
});

test('of another review of one alert the last cells in order count; the last review of an episode without the answered one', async () => {
  // o1 has a second row: "true" is greater than "false" in UTF-8. Of f1 alone the review is no.
  const other = csv(REVIEW, 'o1,false,2026-08-02T00:00:00Z', 'o1,true,2026-08-01T00:00:00Z', 'f1,false,');
  const found = await measured('override-appropriateness', { ...files, 'override_review.csv': other });
  expect(found.clusters['']).toEqual({ 'Practitioner/d1': [1, 1], 'Practitioner/d2': [0, 1] });
});

test('a review of another server is of that server’s alert', async () => {
  const elsewhere = { ...files, 'lab/override_review.csv': csv(REVIEW, 'o4,true,2026-08-01T00:00:00Z') };
  expect((await measured('override-appropriateness', elsewhere)).sums['']).toEqual([2, 3]);
});

test('the alert decides the period, not the review; without reviews it is missing', async () => {
  const august = { from: '2026-08-01', to: '2026-08-31' };
  expect((await measured('override-appropriateness', files, august)).sums).toEqual({});
  const { 'override_review.csv': _, ...without } = files;
  expect((await measured('override-appropriateness', without)).missing).toBe('override_review');
});

test.each([1, 3])('the order of input does not matter (%i)', async (turn) => {
  expect(await measured('override-appropriateness', shuffled(files, turn))).toEqual(
    await measured('override-appropriateness', files),
  );
});
