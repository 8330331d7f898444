import { join } from 'node:path';
import { columns, imported, samples } from './imported.js';

const file = join(samples, 'fairwarning.csv');
const user = (id: string) => `Practitioner?identifier=urn:replace-me:user|${id}`;
const patient = (id: string) => `Patient?identifier=urn:replace-me:patient|${id}`;

test('a row an event, with site time where there is no offset', async () => {
  const { rows, quarantined, readable } = await imported([file]);
  const found = columns(rows('audit_event'), [
    'event_id',
    'recorded',
    'user_id',
    'patient_id',
    'metric',
    'workstation',
  ]);
  expect(found.slice(0, 6)).toEqual([
    ['E-1', '2026-03-02 13:00:00', user('tuser1'), null, 'Login', 'PC-TEST-1'],
    ['E-2', '2026-03-02 13:00:30', user('tuser1'), patient('TP-1'), 'Chart View', 'PC-TEST-1'],
    ['E-3', '2026-03-02 13:00:31.5', user('tuser1'), patient('TP-1'), 'Result View', 'PC-TEST-1'],
    ['E-4', '2026-03-02 13:01:00', user('tuser2'), patient('TP-2'), 'Chart View', 'PC-TEST-2'],
    ['E-5', '2026-03-02 13:01:10', user('tuser2'), patient('TP-2'), 'Order Entry', 'PC-TEST-2'],
    ['E-6', '2026-03-02 13:02:00', null, patient('TP-2'), 'Interface Update', null],
  ]);
  expect(found.at(-1)).toEqual(['E-12', '2026-03-02 13:34:00', user('tuser3'), null, 'Report Printed', null]);
  expect(quarantined).toEqual([
    [15, 'bad-instant'],
    [16, 'ragged-row'],
    [17, 'bad-quotes'],
  ]);
  expect(readable).toBe(13);
});

test('an id at another instant is another event; a row without id that stands there twice is one; of two versions one counts', async () => {
  const { rows } = await imported([file]);
  const current = rows('audit_event', 'current');
  expect(current).toHaveLength(11);
  expect(current.filter(({ event_id }) => event_id === 'E-2')).toHaveLength(2);
  expect(
    columns(
      current.filter(({ event_id }) => event_id === 'E-7'),
      ['patient_id'],
    ),
  ).toEqual([[patient('TP-3')]]);
});

test('login and logout have DICOM’s codes, other events none', async () => {
  const { rows } = await imported([file]);
  const coded = columns(rows('audit_event'), ['metric', 'subtypes']).filter(([, codes]) => codes?.length);
  expect(coded).toEqual([
    ['Login', ['110122']],
    ['Logout', ['110123']],
  ]);
});

test('no name and no description is stored', async () => {
  const { rows } = await imported([file]);
  const stored = JSON.stringify(rows('audit_event'));
  for (const text of ['Testcase', 'Sample', 'normal', 'opened', 'batch', 'correction', 'description'])
    expect(stored).not.toContain(text);
});
