import { ALERT, ANSWER, csv, type Files, fired, measured, shuffled } from './support/measured.js';

// Prevention reminders: p1 (accepted), p2 and p3 (one episode, answered at its second firing: accepted), p4 (overridden
// first, then accepted: overridden), p5 (no answer), p6 (an answer that is neither). s1 is a safety alert, n1 has no purpose.
const files: Files = {
  'alerts.yaml':
    'alerts: [{key: "flu-*", tool: reminders, purpose: prevention}, {key: ddi, purpose: safety}]\n',
  'alert.csv': csv(
    ALERT,
    fired('p1', '09:00:00', { key: 'flu-1' }),
    fired('p2', '09:00:00', { key: 'flu-2' }),
    fired('p3', '09:10:00', { key: 'flu-2' }),
    fired('p4', '09:00:00', { key: 'flu-3', user: 'd2' }),
    fired('p5', '09:00:00', { key: 'flu-4', user: 'd2' }),
    fired('p6', '09:00:00', { key: 'flu-5', user: 'd2' }),
    fired('s1', '09:00:00', { key: 'ddi' }),
    fired('n1', '09:00:00', { key: 'else' }),
  ),
  'alert_answer.csv': csv(
    ANSWER,
    'p1,,accepted',
    'p3,2026-07-08T09:11:00-04:00,accepted',
    'p4,2026-07-08T09:01:00-04:00,overridden',
    'p4,2026-07-08T09:02:00-04:00,accepted',
    'p6,2026-07-08T09:02:00-04:00,deferred',
    's1,,accepted',
    'n1,,accepted',
  ),
};

test('accepted ÷ all prevention reminders; unanswered is not acted on', async () => {
  const found = await measured('prevention-acted-on', files);
  expect(found.sums['']).toEqual([2, 5]);
  expect(found.clusters['']).toEqual({ 'Practitioner/d1': [2, 2], 'Practitioner/d2': [0, 3] });
  expect((await measured('prevention-acted-on', files, { by: 'tool' })).sums).toEqual({ reminders: [2, 5] });
});

test('without alerts it is missing; without a map there is no reminder', async () => {
  const { 'alerts.yaml': _, ...unmapped } = files;
  expect((await measured('prevention-acted-on', unmapped)).sums).toEqual({});
});

test.each([1, 4])('neither the order of input nor an unrelated alert matters (%i)', async (turn) => {
  const more = `${files['alert.csv']}${fired('z', '11:00:00', { key: 'ddi', user: 'd9' })}\n`;
  expect(await measured('prevention-acted-on', shuffled({ ...files, 'alert.csv': more }, turn))).toEqual(
    await measured('prevention-acted-on', files),
  );
});
