import { join } from 'node:path';
import { columns, imported, samples } from './imported.js';

const file = (name: string) => join(samples, name);
const user = (id: string) => `Practitioner?identifier=urn:replace-me:epic-user|${id}`;
const patient = (id: string) => `Patient?identifier=urn:replace-me:epic-patient|${id}`;
const csn = (id: string) => `Encounter?identifier=urn:replace-me:epic-csn|${id}`;

test('ACCESS_INSTANT is seconds since 1840 in UTC and wins; ACCESS_TIME is the site’s wall clock', async () => {
  const { rows, quarantined, readable } = await imported([file('epic-access-log.tsv')]);
  expect(columns(rows('audit_event'), ['recorded', 'metric'])).toEqual([
    ['2026-03-02 13:00:00', 'Login'],
    ['2026-03-02 13:00:10', 'Chart opened'],
    ['2026-03-02 13:00:11.25', 'Results viewed'],
    ['2026-03-02 13:00:11.75', 'Results viewed'],
    ['2026-03-02 13:01:00', 'Order signed'],
    ['2026-03-02 13:02:00', 'Chart opened'],
    ['2026-03-02 13:02:05', 'Note "quick" viewed'],
    ['2026-03-09 12:02:00', 'Chart opened'],
    ['2025-11-02 05:30:00', 'In Basket opened'],
    ['2025-11-02 06:30:00', 'In Basket opened'],
    ['2026-03-08 07:30:00', 'In Basket opened'],
    ['2026-03-02 13:05:00', 'Batch print'],
    ['2026-03-02 13:06:00', '908'],
    ['2026-03-02 13:00:10', 'Chart opened'],
  ]);
  expect(quarantined).toEqual([
    [16, 'missing-id'],
    [17, 'bad-instant'],
    [18, 'implausible-instant'],
    [19, 'ragged-row'],
  ]);
  expect(readable).toBe(14);
});

test('people, patients and encounters are known by identifier; a row without a user is nobody’s', async () => {
  const { rows } = await imported([file('epic-access-log.tsv')]);
  const names = [
    'user_id',
    'user_kind',
    'workstation',
    'patient_id',
    'encounter_ref',
    'encounter_how',
    'subtypes',
    'feed',
  ];
  const found = columns(rows('audit_event'), names);
  expect(found[0]).toEqual([
    user('MT001'),
    'clinician',
    'WS-TEST-1',
    null,
    null,
    '',
    ['1'],
    'epic-access-log',
  ]);
  expect(found[1]?.slice(3, 6)).toEqual([patient('ZT1'), csn('900001'), 'mapped']);
  expect(found[11]).toEqual([null, 'unidentified', null, patient('ZT1'), null, '', ['3'], 'epic-access-log']);
});

test('an access that stands there twice, or once a detail, is one act; two in one second are two', async () => {
  expect((await imported([file('epic-access-log.tsv')])).rows('audit_event', 'current')).toHaveLength(13);
  const details = await imported([file('epic-access-log-details.csv')]);
  expect(details.rows('audit_event')).toHaveLength(5);
  expect(details.rows('audit_event', 'current')).toHaveLength(3);
  const both = await imported([file('epic-access-log.tsv'), file('epic-access-log-details.csv')]);
  expect(both.rows('audit_event', 'current')).toHaveLength(13);
});

test('pipes, another order of columns, a byte order mark, CRLF and no ACCESS_INSTANT', async () => {
  const { rows, quarantined } = await imported([file('epic-access-log.psv')]);
  const found = columns(rows('audit_event'), ['recorded', 'user_id', 'metric']);
  expect(found).toHaveLength(11);
  expect(found[0]).toEqual(['2026-03-03 13:00:00', user('MT001'), 'Chart opened']);
  expect(found[10]).toEqual(['2026-03-03 13:10:00', user('MT001'), 'Tabs, commas | and pipes']);
  expect(quarantined).toEqual([]);
});

test('without a time zone only the instants in UTC can be read', async () => {
  const { rows, quarantined } = await imported([file('epic-access-log.tsv')], { timeZone: null });
  expect(rows('audit_event')).toHaveLength(9);
  expect(quarantined.filter(([, code]) => code === 'no-time-zone').map(([line]) => line)).toEqual([
    7, 8, 9, 11, 12,
  ]);
});
