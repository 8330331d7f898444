import { scaled, TOOLS } from './support/log.js';
import { act, type Files, measuredAll, ndjson, shuffled } from './support/measured.js';

const concept = (code: string) => [{ coding: [{ code }] }];
const byPurpose = (code: string) => ({ more: { purposeOfEvent: concept(code) } });
/** The agent's own purpose (R4: purposeOfUse, R5: authorization). */
const byAgent = (user: string, element: string, code: string) => ({
  user,
  more: {
    agent: [{ requestor: true, who: { reference: `Practitioner/${user}` }, [element]: concept(code) }],
  },
});
const bySubtype = (code: string) => ({ more: { subtype: [{ code }] } });

const files: Files = {
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    // d1: ten accesses, four of them by breaking the glass.
    act('09:00:00', byPurpose('BTG')),
    act('09:01:00', bySubtype('110127')),
    act('09:02:00', byAgent('d1', 'purposeOfUse', 'BTG')),
    act('09:03:00', {
      more: { purposeOfEvent: [...concept('TREAT'), ...concept('BTG')], subtype: [{ code: '110127' }] },
    }), // both: once
    act('09:04:00', byPurpose('ETREAT')), // an emergency breaks nothing
    act('09:05:00', byPurpose('TREAT')),
    act('09:06:00', bySubtype('110126')), // another of DICOM's codes
    act('09:07:00', byPurpose('btg')), // not the code
    act('09:08:00'),
    act('09:08:00', { patient: 'p2', observer: 'notes' }),
    // Our own app opens records too.
    act('09:11:00', { observer: 'own', ...byPurpose('BTG') }),
    // In neither: no patient; background.
    act('09:09:00', { patient: null, ...byPurpose('BTG') }),
    act('09:10:00', { observer: 'board', ...byPurpose('BTG') }),
    // d2: one of two, in notes; R5 says it of the whole event or of the agent.
    act('09:00:00', { user: 'd2', observer: 'notes', more: { authorization: concept('BTG') } }),
    act('09:01:00', { user: 'd2', observer: 'inbox' }),
    act('09:02:00', byAgent('d3', 'authorization', 'BTG')),
    act('2026-07-09T09:00:00-04:00', { user: 'd2', ...byPurpose('BTG') }), // the day after
    // No clinicians.
    act('09:00:00', { user: 'room-1', ...byPurpose('BTG') }),
    act('09:00:00', {
      more: {
        agent: [{ requestor: true, who: { reference: 'Patient/p1' } }],
        purposeOfEvent: concept('BTG'),
      },
    }),
    act('09:00:00', {
      more: { agent: [{ who: { reference: 'Device/d' } }], purposeOfEvent: concept('BTG') },
    }),
  ),
};

test('accesses by breaking the glass ÷ 1,000 accesses', async () => {
  const day = { from: '2026-07-08', to: '2026-07-08' };
  const questions = [{ measure: 'break-glass-rate' }, { measure: 'break-glass-rate', by: 'tool' as const }];
  const [site, tool] = await measuredAll(questions, files, day);
  expect(scaled(site!.clusters[''], [1, 1000])).toEqual({ d1: [5, 11], d2: [1, 2], d3: [1, 1] });
  expect(scaled(tool!.sums, [1, 1000])).toEqual({ mail: [0, 1], notes: [1, 2], 'mission-audit': [1, 1] });
  expect(await measuredAll(questions, shuffled(files, 5), day)).toEqual([site, tool]);
});

test('who names no patient has no access', async () => {
  const [found] = await measuredAll([{ measure: 'break-glass-rate' }], {
    'a.ndjson': ndjson(act('09:00:00', { patient: null, ...byPurpose('BTG') })),
  });
  expect(found).toMatchObject({ missing: null, sums: {} });
});
