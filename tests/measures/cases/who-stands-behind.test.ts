import { logout, TOOLS } from './support/log.js';
import { ALERT, act, csv, type Files, fired, ndjson, SITE, visit, withReading } from './support/measured.js';

// d1 works 60 s within each of two visits, on the patient of a third row that belongs to none, and for no patient at all.
// The 8th of July is a holiday here. Appointments on four days make d1's schedule known.
const work = (hour: string, about: Parameters<typeof act>[1]) => [
  act(`${hour}:00:00`, about),
  logout(`${hour}:01:00`),
];
const appointment = (day: string): object => ({
  resourceType: 'Appointment',
  id: `day-${day}`,
  status: 'booked',
  start: `2026-07-${day}T09:00:00-04:00`,
  end: `2026-07-${day}T10:00:00-04:00`,
  participant: [{ actor: { reference: 'Practitioner/d1' }, status: 'accepted' }],
});
const files: Files = {
  'site.yaml': `${SITE}holidays: [2026-07-08]\n`,
  'tools.yaml': TOOLS,
  'fhir.ndjson': ndjson(
    visit('e1'),
    visit('e2', { subject: { reference: 'Patient/p2' } }),
    ...['07', '08', '09', '10'].map(appointment),
    ...work('11', { observer: 'notes', encounter: 'e1' }),
    ...work('12', { observer: 'notes', encounter: 'e2', patient: 'p2' }),
    ...work('13', { observer: 'inbox', patient: 'p3' }),
    ...work('14', { observer: 'inbox', patient: null }),
  ),
  'alert.csv': csv(ALERT, fired('a1', '09:30:00', { patient: 'p4' })),
  'order_event.csv': csv(
    'order_id,patient_id,encounter_ref,user_id,code,at,what',
    ...['e1', 'e2', 'not-read', ''].map(
      (id, n) =>
        `o${n},Patient/p${n},${id && `Encounter/${id}`},Practitioner/d1,c,2026-07-08T12:00:00-04:00,placed`,
    ),
  ),
};

/** Encounters and patients with a denominator; those of orders only where the encounter is known to the log. */
const CASES: [measure: string, variants: number, encounters: number, patients: number][] = [
  ['after-hours-share', 6, 2, 3],
  ['night-share', 6, 2, 3],
  ['holiday-share', 6, 2, 3],
  ['attention-switching', 3, 2, 3],
  ['alerts-per-100-orders', 1, 2, 4],
];

test('whose figures they are: encounters and patients are counted wherever rows know them', async () => {
  await withReading(files, { from: '2026-07-01', to: '2026-07-31' }, async ({ evaluate }) => {
    for (const [measure, variants, encounters, patients] of CASES) {
      const { cells } = await evaluate({ measure });
      expect([measure, cells.map((cell) => [cell.encounters, cell.patients])]).toEqual([
        measure,
        Array(variants).fill([encounters, patients]),
      ]);
    }
  });
});

test('by tool those that its rows know; a share of everything has everything behind it', async () => {
  await withReading(files, { from: '2026-07-01', to: '2026-07-31' }, async ({ evaluate }) => {
    const told = async (measure: string, by: 'tool' | 'activity') =>
      (await evaluate({ measure, by })).cells
        .filter(({ variant }) => variant === '300')
        .map((cell) => [cell.by[by], cell.encounters, cell.patients]);
    expect(await told('night-share', 'tool')).toEqual([
      ['mail', 0, 1],
      ['notes', 2, 2],
    ]);
    expect(await told('activity-share', 'activity')).toEqual([
      ['documentation', 2, 3],
      ['inbox', 2, 3],
    ]);
  });
});

test('parts of a whole add up where they are asked of together, and make no figure without a part', async () => {
  await withReading(files, { from: '2026-07-01', to: '2026-07-31' }, async ({ evaluate }) => {
    const sums = async (where: string[] | null) =>
      (await evaluate({ measure: 'activity-share', ...(where ? { where: { activity: where } } : {}) })).cells
        .filter(({ variant }) => variant === '60')
        .map(({ clusters }) => clusters.map(({ numerator, denominator }) => numerator / denominator));
    expect(await sums(['inbox'])).toEqual([[0.5]]);
    expect(await sums(['inbox', 'documentation'])).toEqual([[1]]);
    expect(await sums(null)).toEqual([]);
  });
});
