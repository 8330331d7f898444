import { TOOLS } from './support/log.js';
import { ALERT, csv, fired, measuredAll } from './support/measured.js';

describe('burden-concentration: alerts a clinician, one value each', () => {
  const many = (user: string, count: number, key = 'k') =>
    Array.from({ length: count }, (_, i) =>
      fired(`${user}-${key}-${i}`, '09:00:00', { user, key, patient: `p${i}` }),
    );
  const files = {
    'tools.yaml': TOOLS,
    'alert.csv': csv(
      ALERT,
      ...many('d1', 1),
      ...many('d2', 1),
      ...many('d3', 2),
      ...many('d4', 5),
      ...many('d4', 1, 'j'),
      fired('again', '09:05:00', { user: 'd4', key: 'j', patient: 'p0' }), // the same episode
      fired('june', '2026-06-30T23:59:59-04:00', { user: 'd1' }),
      fired('nobody', '09:00:00').replace('Practitioner/d1', ''), // without a user
      fired('account', '09:00:00', { user: 'room-1' }), // no person
      fired('patient', '09:00:00').replace('Practitioner/d1', 'Patient/p1'),
      fired('without', '09:00:00', { user: 'd3', key: '' }), // d3’s third, of no key
    ),
  };

  test('of the site and of each key', async () => {
    const variants = ['gini', 'top-10', 'top-1'];
    const questions = variants.flatMap((variant) => [
      { measure: 'burden-concentration', variant },
      { measure: 'burden-concentration', variant, by: 'alert_key' as const },
    ]);
    const found = await measuredAll(questions, files, { from: '2026-07-01', to: '2026-07-31' });
    for (const i of variants.keys()) {
      expect(found[2 * i]!.values).toEqual({ '': [1, 1, 3, 6] });
      expect(found[2 * i + 1]!.values).toEqual({ j: [1], k: [1, 1, 2, 5] });
    }
  });
});
