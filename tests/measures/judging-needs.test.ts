import type { Finding } from '../../src/result.js';
import { audited } from './cases/support/audited.js';
import { ALERT, ANSWER, act, csv, fired, ndjson, visit } from './cases/support/measured.js';

const RULES = 'version: 1\nextends: mission-audit/mission\n';
const APPOINTMENT = 'appointment_id,patient_id,user_id,started,ended,status';
const appointment = (user: string) =>
  `a-${user},Patient/p1,Practitioner/${user},2026-07-08T09:00:00-04:00,2026-07-08T10:00:00-04:00,fulfilled`;

async function findingsOf(files: Record<string, string>): Promise<(rule: string) => Finding> {
  const { findings } = await audited({ 'rules.yaml': RULES, ...files });
  return (rule) => findings.find((one) => one.rule === rule)!;
}

const missing = { status: 'insufficient-data', reason: 'missing-table' };

test('hours of an activity that tools.yaml does not know are no 0 hours', async () => {
  const of = await findingsOf({
    'appointment.csv': csv(APPOINTMENT, appointment('d1')),
    'log.ndjson': ndjson(visit('v1'), act('09:00:00'), act('09:01:00')),
  });
  for (const rule of ['notes-in-the-day', 'inbox-in-the-day', 'orders-in-the-day'])
    expect(of(rule)).toMatchObject(missing);
  expect(of('notes-in-the-day').why).toContain('"documentation-rows"');
  expect(of('day-not-given-to-the-screen').reason).not.toBe('missing-table');
});

test('where people of the log and of the schedule never meet, nobody has an empty day', async () => {
  const of = await findingsOf({
    'appointment.csv': csv(APPOINTMENT, appointment('someone-else')),
    'log.ndjson': ndjson(visit('v1'), act('09:00:00')),
  });
  expect(of('day-not-given-to-the-screen')).toMatchObject(missing);
  expect(of('work-inside-work')).toMatchObject(missing);
});

test('visits without a logged action among them all are no visits free of the screen', async () => {
  const other = { ...act('09:00:00'), entity: [{ what: { reference: 'Patient/elsewhere' } }] };
  const of = await findingsOf({ 'log.ndjson': ndjson(visit('v1'), other) });
  expect(of('a-moment-without-a-screen')).toMatchObject(missing);
});

test('a log of systems alone passes nothing', async () => {
  const system = { ...act('09:00:00'), agent: [{ requestor: true, who: { reference: 'Device/d' } }] };
  const { findings } = await audited({ 'rules.yaml': RULES, 'log.ndjson': ndjson(visit('v1'), system) });
  expect(findings.filter(({ status }) => status === 'pass')).toEqual([]);
});

test('answers that hold no acceptance do not say that nothing was accepted', async () => {
  const alerts = { 'alert.csv': csv(ALERT, fired('x1', '09:10:00')), 'log.ndjson': ndjson(visit('v1')) };
  const of = await findingsOf({
    ...alerts,
    'alert_answer.csv': csv(ANSWER, 'x1,2026-07-08T09:11:00-04:00,overridden'),
  });
  expect(of('advice-alike-in-every-language').status).toBe('insufficient-data');
  const { findings } = await audited({ 'rules.yaml': RULES, ...alerts });
  expect(findings.find(({ rule }) => rule === 'alerts-answered')).toMatchObject(missing);
});
