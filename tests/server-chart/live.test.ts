import type { FhirAnswer, FhirReader, FhirResource } from '../../smart-launch/index.js';
import { loadBenefitCodes } from '../../src/feeds/benefit-codes.js';
import { Ids } from '../../src/feeds/fhir/reference.js';
import { resourceReader } from '../../src/feeds/fhir/resource.js';
import { readEncounter } from '../../src/server/chart/live.js';
import { auditEvent } from './support/hand-clinic.js';

const ISS = 'https://ehr.example/fhir';
const servers = [{ alias: 'main', base: ISS, home: true }];
const ids = new Ids('main', servers);
const rows = resourceReader({ server: 'main', servers, timeZone: 'UTC', feed: 'fhir' }, loadBenefitCodes());

const found = (resources: FhirResource[], more: object = {}): FhirAnswer => ({
  ok: true,
  resources,
  complete: true,
  ignoredParams: [],
  ...more,
});

function read(answers: Partial<Record<string, FhirAnswer | Error>>) {
  const answer = async (type: string): Promise<FhirAnswer> => {
    const given = answers[type] ?? { ok: false, reason: 'not-found' };
    if (given instanceof Error) throw given;
    return given;
  };
  const fhir: FhirReader = { read: (path) => answer(path.split('/')[0]!), search: (type) => answer(type) };
  return readEncounter({ patient: 'a', encounter: '1' }, { fhir, rows, ids });
}

const row = { encounter: '1', patient: 'a', user: 'Practitioner/1', at: '2026-03-03T12:00:00Z' };
const event = (id: string, more: object = {}): FhirResource => ({ ...auditEvent({ ...row, id }), ...more });
const of = (reference: string) => ({ entity: [{ what: { reference } }] });

test('rows of other encounters and of other servers are dropped, and of one row the newest version is kept', async () => {
  const { events } = await read({
    AuditEvent: found([
      event('x', { meta: { lastUpdated: '2026-03-04T00:00:00Z' }, action: 'U' }),
      event('x', { meta: { lastUpdated: '2026-03-03T00:00:00Z' }, action: 'C' }),
      event('x', { meta: { lastUpdated: '2026-03-04T00:00:00Z' }, action: 'U' }),
      event('absolute', of(`${ISS}/Encounter/1/_history/3`)),
      event('other', of('Encounter/11')),
      event('elsewhere', of('https://other.example/fhir/Encounter/1')),
      event('none', { entity: [] }),
      { resourceType: 'AuditEvent', id: 'unreadable' },
    ]),
  });
  expect(events.ok && events.value.map(({ event_id, values }) => [event_id, values.action])).toEqual([
    ['AuditEvent/x', 'U'],
    ['AuditEvent/absolute', 'C'],
  ]);
});

test('a part is not the whole', async () => {
  const { events, hazards } = await read({
    AuditEvent: found([event('x')], { complete: false }),
    DetectedIssue: found([], { complete: false }),
  });
  for (const asked of [events, hazards])
    expect(asked).toEqual({ ok: false, why: 'there are more entries than can be read at once' });
});

test('an answer that trips its reader is one that cannot be read', async () => {
  const { encounter, events } = await read({ Encounter: new Error('boom'), AuditEvent: new Error('boom') });
  for (const asked of [encounter, events])
    expect(asked).toEqual({ ok: false, why: 'the EHR’s answer could not be read' });
});

test('hazards are the encounter’s where they name it, and the rest is told as what it is', async () => {
  const issue = (more: object): FhirResource => ({ resourceType: 'DetectedIssue', ...more });
  const { hazards } = await read({
    DetectedIssue: found([
      issue({ encounter: { reference: 'Encounter/1' } }),
      issue({
        implicated: [{ reference: 'MedicationRequest/1' }, { reference: 'Encounter/1' }],
        mitigation: [{}],
      }),
      issue({ implicated: [{ reference: 'Encounter/2' }] }),
      issue({ implicated: [{ reference: 'MedicationRequest/1' }] }),
      issue({ implicated: [null, 'odd'] }),
    ]),
  });
  expect(hazards).toEqual({ ok: true, value: { found: 2, mitigated: 1, elsewhere: 2 } });
});
