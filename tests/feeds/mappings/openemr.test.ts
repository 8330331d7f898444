import { join } from 'node:path';
import { columns, imported, samples } from './imported.js';

const log = join(samples, 'openemr-log.csv');
const alerts = join(samples, 'openemr-clinical-rules-log.csv');
const patient = (id: string) => `Patient?identifier=urn:replace-me:openemr-pid|${id}`;

test('the log: people, the system and patients in the portal', async () => {
  const { rows, quarantined } = await imported([log]);
  const found = rows('audit_event', 'current');
  expect(columns(found, ['event_id', 'recorded', 'user_kind', 'metric', 'outcome', 'patient_id'])).toEqual([
    ['101', '2026-03-02 14:00:00', 'clinician', 'login', '0', null],
    ['102', '2026-03-02 14:00:05', 'clinician', 'patient-record-select', '0', patient('7')],
    ['103', '2026-03-02 14:00:05', 'clinician', 'patient-record-select', '0', patient('7')],
    ['104', '2026-03-02 14:00:40', 'clinician', 'patient-record-update', '0', patient('7')],
    ['105', '2026-03-02 14:01:00', 'clinician', 'order-insert', '0', null],
    ['106', '2026-03-02 14:02:00', 'system', 'patient-record-insert', '0', patient('7')],
    ['107', '2026-03-02 14:02:30', 'system', 'other-update', '0', null],
    ['108', '2026-03-02 14:03:00', 'clinician', 'login', '4', null],
    ['109', '2026-03-02 14:04:00', 'patient', 'view', '0', patient('7')],
    ['110', '2026-03-02 14:05:00', 'patient', 'view', '0', null],
    ['111', '2026-03-02 14:30:00', 'clinician', 'logout', '0', null],
    ['112', '2026-03-29 13:30:00', 'clinician', 'scheduling-insert', '0', patient('9')],
  ]);
  expect(quarantined).toEqual([
    [16, 'bad-instant'],
    [17, 'missing-id'],
    [18, 'ragged-row'],
  ]);
});

test('the log names no encounter, keeps the category as type, and codes the session', async () => {
  const { rows } = await imported([log]);
  const [login, , vitals] = rows('audit_event', 'current');
  expect(columns([login!, vitals!], ['type', 'subtypes', 'encounter_ref', 'user_id'])).toEqual([
    [['login'], ['110122'], null, 'Practitioner?identifier=urn:replace-me:openemr-username|tdoctor'],
    [['Vitals'], [], null, 'Practitioner?identifier=urn:replace-me:openemr-username|tdoctor'],
  ]);
});

test('comments, notes, checksums and portal names are not stored', async () => {
  const { rows } = await imported([log]);
  const stored = JSON.stringify(rows('audit_event'));
  for (const text of ['Sample', 'SELECT', 'c3Fs', 'note about', 'wrong', 'pat7', 'abc'])
    expect(stored).not.toContain(text);
});

test('clinical rules: an alert for every new item, whatever number of rows', async () => {
  const { rows, quarantined } = await imported([alerts]);
  const bp = 'act_cat_measure:act_bp';
  const found = columns(rows('alert', 'current'), [
    'alert_id',
    'shown',
    'alert_key',
    'interruptive',
    'patient_id',
  ]);
  expect(found.sort()).toEqual(
    [
      [`1:${bp}`, '2026-03-02 14:00:10', bp, 'false', patient('7')],
      ['1:act_cat_edu:act_weight', '2026-03-02 14:00:10', 'act_cat_edu:act_weight', 'false', patient('7')],
      [`3:${bp}`, '2026-03-02 14:10:00', bp, 'true', patient('7')],
      [`4:${bp}`, '2026-03-02 15:00:00', bp, 'true', patient('8')],
      ['8:1', '2026-03-02 16:00:00', 'allergy_alert', 'true', patient('9')],
      ['8:2', '2026-03-02 16:00:00', 'allergy_alert', 'true', patient('9')],
      ['9:1', '2026-03-02 16:10:00', 'allergy_alert', 'true', patient('9')],
      [`10:${bp}`, '2026-03-02 16:20:00', bp, 'false', patient('9')],
      [`11:${bp}`, '2026-03-02 16:30:00', bp, 'false', null],
      ['15:1', '2026-03-02 16:50:00', 'some_new_kind', 'unknown', patient('9')],
    ].sort(),
  );
  expect(quarantined).toEqual([
    [13, 'bad-json'],
    [14, 'duplicate-key'],
    [15, 'missing-id'],
    [19, 'bad-quotes'],
  ]);
});

test('clinical rules: shown to the numbered user, and no drug name is stored', async () => {
  const { rows } = await imported([alerts]);
  expect(columns(rows('alert').slice(0, 1), ['seen', 'user_id'])).toEqual([
    ['shown', 'Practitioner?identifier=urn:replace-me:openemr-user-id|12'],
  ]);
  expect(
    columns(
      rows('alert').filter(({ alert_id }) => alert_id === '10:act_cat_measure:act_bp'),
      ['user_id'],
    ),
  ).toEqual([[null]]);
  expect(JSON.stringify(rows('alert'))).not.toMatch(/Testicillin|Samplomycin/);
});
