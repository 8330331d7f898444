import { logout, scaled, TOOLS } from './support/log.js';
import { act, type Files, measured, measuredAll, ndjson, SITE, visit } from './support/measured.js';

const at = (from: string, to: string | null, code: string | null = 'AMB') => ({
  class: code === null ? undefined : { code },
  period: { start: from, ...(to ? { end: to } : {}) },
});
const on = (time: string) => `2026-07-08T${time}-04:00`;
/** Half an hour of the afternoon with nobody responsible, so that it is alone in the cluster ''. */
const half = (id: string, code: string | null, more: object = {}) =>
  visit(id, { ...at(on('14:00:00'), on('14:30:00'), code), participant: [], ...more });

const files: Files = {
  'tools.yaml': TOOLS,
  'site.yaml': `${SITE}feeds: {fhir: {from: 2026-07-08, to: 2026-07-08}}\n`,
  'fhir.ndjson': ndjson(
    // d1, 09:00 to 10:00; seconds to the next row, * inside the visit.
    visit('v1'),
    act('08:59:00', { encounter: 'v1' }), // 60: before
    act('09:00:00'), // 120*: at its start; it names no encounter, and falls into the visit
    act('09:02:00', { encounter: 'v1' }), // 300*
    act('09:07:00', { encounter: 'v1', observer: 'own' }), // 60 of ours, and the gap before it ends here
    act('09:08:00', { patient: 'p7' }), // 120 of another patient, of no visit
    act('09:10:00', { encounter: 'v1' }), // 300.000001: nothing
    act('09:15:00.000001', { encounter: 'v1', observer: 'board' }), // background
    act('09:15:00.000001', { encounter: 'v1', observer: 'notes' }), // 44 minutes: nothing
    act('10:00:00', { encounter: 'v1' }), // 60*: at its end
    act('10:01:00', { encounter: 'v1' }), // 30: after it
    logout('10:01:30'),
    act('09:30:00', { encounter: 'v1', user: 'd2' }), // 30*: another person's
    logout('09:30:30', { user: 'd2' }),
    // d3, one minute from 11:00: 200 seconds of a row inside are more than the visit.
    visit('v2', {
      ...at(on('11:00:00'), on('11:01:00'), 'VR'),
      subject: { reference: 'Patient/p2' },
      participant: [{ individual: { reference: 'Practitioner/d3' } }],
    }),
    act('11:00:00', { encounter: 'v2', user: 'd3' }),
    logout('11:03:20', { user: 'd3' }),
    // Nobody responsible: two of half an hour, without a row, of any class but those left out.
    half('v3', 'HH'),
    half('v4', null),
    ...['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER'].map((code) => half(code, code)),
    half('c1', 'AMB', { status: 'cancelled' }),
    half('c2', 'AMB', { status: 'planned' }),
    half('n1', 'AMB', at(on('14:00:00'), null)), // no end given
    half('n2', 'AMB', at(on('14:00:00'), on('14:00:00'))), // no time
    half('n3', 'AMB', at(on('14:00:00'), on('13:00:00'))), // ends before it starts
    half('n4', 'AMB', { period: { end: on('14:00:00') } }), // no start
    act('14:00:00', { encounter: 'unread', user: 'd4', patient: 'p4' }), // not read
    logout('14:01:00', { user: 'd4' }),
    // d5: to 24:00 of the log's last day; d6: a second more.
    ...(['d5', 'd6'] as const).map((user, second) =>
      visit(user, {
        ...at(on('23:00:00'), `2026-07-09T00:00:0${second}-04:00`),
        subject: { reference: `Patient/${user}` },
        participant: [{ individual: { reference: `Practitioner/${user}` } }],
      }),
    ),
  ),
};
const july = { from: '2026-07-01', to: '2026-07-31' };

test('the visit less the active time inside it ÷ the visit, at each cutoff', async () => {
  const found = await measuredAll(
    ['300', '180', '60'].map((variant) => ({ measure: 'undivided-attention', variant })),
    files,
    july,
  );
  const rest = { '': [3600, 3600], d5: [3600, 3600] };
  expect(found.map(({ clusters }) => scaled(clusters[''], [3600, 3600]))).toEqual([
    { d1: [3600 - (120 + 300 + 60 + 30), 3600], d3: [0, 60], ...rest },
    { d1: [3600 - (120 + 60 + 30), 3600], d3: [60, 60], ...rest },
    { d1: [3600 - (60 + 30), 3600], d3: [60, 60], ...rest },
  ]);
});

test('by class: stays are in none', async () => {
  const { sums } = await measured('undivided-attention', files, { ...july, by: 'class', variant: '300' });
  expect(scaled(sums, [3600, 3600])).toEqual({
    '': [1800, 1800],
    AMB: [3090 + 3600, 7200],
    HH: [1800, 1800],
    VR: [0, 60],
  });
});

test('missing without encounters', async () => {
  const found = await measured('undivided-attention', { 'a.ndjson': ndjson(act('09:00:00')) });
  expect(found.missing).toBe('encounter');
});
