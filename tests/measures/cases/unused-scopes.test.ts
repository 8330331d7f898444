import { act, csv, type Files, measuredAll, ndjson, shuffled } from './support/measured.js';

const BOTH = [{ measure: 'unused-scopes' }, { measure: 'unused-scopes', by: 'tool' as const }];
/** Scopes of each tool that nothing used, and 1 for the tool. */
const unused = async (files: Files, period = {}) => {
  const [site, tools] = await measuredAll(BOTH, files, period);
  expect(site!.sums['']).toEqual([
    Object.values(tools!.sums).reduce((total, [count]) => total + count, 0),
    Object.keys(tools!.sums).length,
  ]);
  return Object.fromEntries(Object.entries(tools!.sums).map(([tool, [count]]) => [tool, count]));
};

/** A row of a tool that names a resource: R read, E search, C, U, D. */
const use = (tool: string, action: string | null, resource: string | null, more: object = {}) =>
  act('09:00:00', {
    patient: null,
    observer: tool,
    more: {
      ...(action === null ? {} : { action }),
      entity: resource === null ? [] : [{ what: { reference: `${resource}/x` } }],
      ...more,
    },
  });

const names = ['v1', 'v2', 'any', 'writer', 'eraser', 'nobody', 'board', 'quiet', 'late', 'bare', 'login'];
const TOOLS = `version: 1
tools:
${names.map((id) => `  - {id: ${id}, title: ${id}, category: chart-review, match: [{observer: "Device/${id}"}]}`).join('\n')}
background: [{observer: "Device/board"}]
`;
const grants = (tool: string, ...scopes: string[]) =>
  scopes.map((scope) => `${tool},${scope},2026-01-01T00:00:00Z`);

const files: Files = {
  'tools.yaml': TOOLS,
  'scope_grant.csv': csv(
    'tool,scope,granted',
    // v1 read Observation and searched Condition.
    ...grants(
      'v1',
      'patient/Observation.read',
      'user/Condition.read',
      'patient/Patient.read', // unused
      'user/MedicationRequest.*', // to read too: unused
      'patient/Condition.write', // only read: unused
      ...['openid', 'fhirUser', 'launch', 'launch/patient', 'offline_access'], // no resource
    ),
    'v1,patient/Observation.read,2027-01-01T00:00:00Z', // granted again, after the period: one scope
    // v2 searched Observation, read Patient, created Encounter.
    ...grants(
      'v2',
      'patient/Observation.rs',
      'patient/Observation.rs?category=vital-signs', // the query is left out: used
      'system/Patient.r',
      'user/Encounter.cruds', // to read too, and only created: unused
      'user/Encounter.c',
      'user/Encounter.d', // only writes, and something was written: used
      'user/Task.s', // unused
      'user/Group.rs?code=x', // unused, whatever its query
    ),
    ...grants('any', 'patient/*.read', 'user/*.rs', 'patient/*.cruds', 'system/*.write'), // read only: the last unused
    ...grants('writer', 'user/ServiceRequest.write', 'user/Task.cud', 'user/*.c', 'user/ServiceRequest.read'), // Task, and to read
    ...grants('eraser', 'user/ServiceRequest.u', 'user/ServiceRequest.rs'), // D: to read unused
    ...grants('nobody', 'patient/Observation.rs', 'patient/Patient.rs'),
    ...grants('board', 'patient/Observation.rs', 'patient/Patient.rs'),
    ...grants('quiet', 'patient/Observation.rs'), // no rows
    ...grants('late', 'patient/Observation.rs'), // rows of August
    ...grants('bare', 'patient/Observation.rs'), // rows without an action
    ...grants('login', 'openid', 'fhirUser'), // no resource scope
    ...grants('unheard', 'patient/Observation.rs'), // no tool of ours
  ),
  'fhir.ndjson': ndjson(
    use('v1', 'R', 'Observation'),
    use('v1', 'E', 'Condition'),
    use('v2', 'E', 'Observation'),
    use('v2', 'R', 'Patient'),
    use('v2', 'C', 'Encounter'),
    use('any', 'R', 'Immunization'),
    use('writer', 'U', 'ServiceRequest'),
    use('eraser', 'D', 'ServiceRequest'),
    // Of anybody, also a device, a patient, an account that acts by itself.
    use('nobody', 'R', 'Observation', { agent: [{ who: { reference: 'Device/x' } }] }),
    use('nobody', 'E', 'Patient', { agent: [{ requestor: true, who: { reference: 'Patient/p' } }] }),
    use('board', 'R', 'Observation'), // background
    use('late', 'R', 'Observation', { recorded: '2026-08-01T09:00:00-04:00' }),
    use('bare', null, 'Observation'),
    use('login', 'R', 'Patient'),
    use('elsewhere', 'R', 'Task'), // of no tool
  ),
};
const july = { from: '2026-07-01', to: '2026-07-31' };

test('resource scopes granted that no row of the tool used', async () => {
  const expected = { v1: 3, v2: 3, any: 1, writer: 2, eraser: 1, nobody: 0, board: 1 };
  expect(await unused(files, july)).toEqual(expected);
  expect(await unused(shuffled(files, 6), july)).toEqual(expected);
});

test('an entity after the first names its resource too; one known by its type also', async () => {
  const named = {
    'tools.yaml': TOOLS,
    'scope_grant.csv': csv(
      'tool,scope,granted',
      ...grants('v1', 'user/Task.rs', 'user/Group.rs', 'user/List.rs'),
    ),
    'a.ndjson': ndjson(
      use('v1', 'R', null, {
        entity: [
          { what: { reference: 'Patient/p1' } },
          { what: { reference: 'https://ehr.example.org/fhir/Task/1/_history/2' } },
          { what: { type: 'Group', identifier: { value: 'g' } } },
        ],
      }),
    ),
  };
  expect(await unused(named)).toEqual({ v1: 1 });
});

test('missing where no scopes are known', async () => {
  const [found] = await measuredAll(BOTH, { 'a.ndjson': ndjson(act('09:00:00')) });
  expect(found!.missing).toBe('scope_grant');
});
