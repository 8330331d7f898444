import { FIRINGS, firing } from './support/alerts.js';
import { csv, type Files, withReading } from './support/measured.js';

// The first feed never says that an alert was accepted; the second says both.
const files: Files = {
  'alerts.yaml': 'alerts: [{key: k, tool: cds}, {key: n, tool: nag}]\n',
  'alert.csv': csv(FIRINGS, firing('a1', '09:00:00'), firing('a2', '10:00:00'), firing('a3', '11:00:00')),
  'alert_answer.csv': csv(
    'alert_id,responded,response',
    'a1,2026-07-08T09:01:00-04:00,overridden',
    'a2,2026-07-08T10:01:00-04:00,overridden',
  ),
  'lab/alert.csv': csv(
    FIRINGS,
    firing('b1', '12:00:00', { key: 'n' }),
    firing('b2', '13:00:00', { key: 'n' }),
  ),
  'lab/alert_answer.csv': csv(
    'alert_id,responded,response',
    'b1,2026-07-08T12:01:00-04:00,overridden',
    'b2,2026-07-08T13:01:00-04:00,accepted',
  ),
};

test('how many answers of a figure are of a feed that knows only one kind', async () => {
  await withReading(files, {}, async ({ evaluate }) => {
    const told = async (by?: 'tool') =>
      (await evaluate({ measure: 'override-rate', ...(by ? { by } : {}) })).cells
        .filter(({ variant }) => variant === 'answered')
        .map((cell) => [cell.by.tool, cell.oneKind]);
    expect(await told()).toEqual([[undefined, 2]]);
    expect(await told('tool')).toEqual([
      ['cds', 2],
      ['nag', undefined],
    ]);
  });
});
