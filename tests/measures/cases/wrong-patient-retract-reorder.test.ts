import { scaled, TOOLS } from './support/log.js';
import { csv, measured, shuffled } from './support/measured.js';
import { ORDERS, type OrderRow, order } from './support/orders.js';

const july = { from: '2026-07-01', to: '2026-07-31' };

describe('wrong-patient-retract-reorder', () => {
  interface Story {
    by?: string;
    cancelled: string;
    again: string;
    code?: string;
    patient?: string;
    first?: OrderRow;
    againBy?: string;
  }
  /** Placed at ten for p1, cancelled, placed again for p2: all by one person, the same thing, unless said otherwise. */
  const story = (who: string, { cancelled, again, first, ...other }: Story) => [
    order(`${who}-1`, 'placed', who, '10:00:00', first),
    order(`${who}-1`, 'cancelled', other.by ?? who, cancelled),
    order(`${who}-2`, 'placed', other.againBy ?? who, again, {
      code: other.code ?? first?.code ?? 'cbc',
      patient: other.patient ?? 'p2',
    }),
  ];
  const soon = { cancelled: '10:01:00', again: '10:02:00' };
  const files = {
    'tools.yaml': TOOLS,
    'order_event.csv': csv(
      ORDERS,
      ...story('soon', soon),
      ...story('ten', { cancelled: '10:10:00', again: '10:20:00' }), // 10 minutes and 10 minutes more
      ...story('late-1', { cancelled: '10:10:00.000001', again: '10:11:00' }),
      ...story('late-2', { cancelled: '10:10:00', again: '10:20:00.000001' }),
      ...story('at-once', { cancelled: '10:00:00', again: '10:00:00' }),
      ...story('before', { cancelled: '10:05:00', again: '10:04:59.999999' }), // placed again, then cancelled
      ...story('earlier', { cancelled: '09:59:59', again: '10:01:00' }), // cancelled before it was placed
      ...story('other-1', { ...soon, by: 'n1' }), // cancelled by somebody else
      ...story('other-2', { ...soon, againBy: 'n2' }), // placed again by somebody else: n2’s order
      ...story('code', { ...soon, code: 'crp' }),
      ...story('patient', { ...soon, patient: 'p1' }),
      ...story('nobody', { ...soon, patient: '' }),
      ...story('no-patient', { ...soon, first: { patient: '' } }),
      ...story('no-code', { ...soon, first: { code: '' } }),
      ...story('room-1', soon), // no person
      order('kept', 'placed', 'kept', '10:00:00'),
      order('other-thing', 'placed', 'kept', '10:02:00', { patient: 'p2' }), // nothing was cancelled
    ),
  };

  test('cancelled within 10 minutes, and placed for another within 10 more, by one person', async () => {
    const { clusters } = await measured('wrong-patient-retract-reorder', files, july);
    const none = ['late-1', 'late-2', 'before', 'earlier', 'other-1', 'code', 'patient', 'nobody', 'kept'];
    const unknown = ['no-patient', 'no-code'];
    expect(scaled(clusters[''], [1, 1000])).toEqual({
      ...Object.fromEntries(['soon', 'ten', 'at-once'].map((who) => [who, [1, 2]])),
      ...Object.fromEntries([...none, ...unknown].map((who) => [who, [0, 2]])),
      'other-2': [0, 1],
      n2: [0, 1],
    });
    const turned = await measured('wrong-patient-retract-reorder', shuffled(files, 9), july);
    expect(turned.clusters['']).toEqual(clusters['']);
  });

  test('missing where nobody is said to have cancelled anything', async () => {
    const rows = csv(ORDERS, order('a', 'placed', 'd1', '10:00:00'), order('a', 'cancelled', '', '10:01:00'));
    const found = await measured('wrong-patient-retract-reorder', { 'order_event.csv': rows }, july);
    expect(found.missing).toBe('order-cancelled-by');
  });
});
