import { day } from '../../site-time.js';
import type { ConcernFact } from '../link-facts.js';
import { insidePeriod } from '../window.js';
import { type Figures, whole } from './cells.js';
import { common, feedWindows } from './feed-windows.js';
import type { Ledger } from './ledger.js';

/** "concerns ÷ 1,000 alerts", on the days that both cover, in thousands of alerts (decisions 85 to 87). */
export function concernsRaised(ledger: Ledger): Figures {
  const windows = feedWindows(ledger);
  const days = common(windows.concerns, windows.alerts, ledger.period);
  if (!days) return {};
  const alerts = ledger.episodes.filter(({ first }) => insidePeriod(first.at, days));
  const raised = ledger.books.concerns.filter((concern) => insidePeriod(concern.raised, days));
  const figures: Figures = {};
  // No concern is lost, whoever it is of, so clinicians do not matter here.
  const put = (key: string, numerator: number, denominator: number) => {
    if (denominator > 0) figures[key] = { numerator, denominator: denominator / 1000 };
  };
  put('concerns-raised', raised.length, alerts.length);
  for (const tool of new Set(alerts.map((one) => ledger.toolOf(one))))
    if (tool)
      put(
        `concerns-raised by tool=${tool}`,
        raised.filter((concern) => concern.tool === tool).length,
        alerts.filter((one) => ledger.toolOf(one) === tool).length,
      );
  return figures;
}

/** "concerns answered within 14 days ÷ concerns": 14 times 24 hours, to the microsecond (decision 88). */
export function concernsAnswered(ledger: Ledger): Figures {
  const items = ledger.books.concerns.filter(({ raised }) => insidePeriod(raised, ledger.period));
  const inTime = ({ raised, answered }: ConcernFact) => answered !== null && answered - raised <= 14 * day;
  const cell = (concern: ConcernFact) => ({
    cluster: '',
    numerator: inTime(concern) ? 1 : 0,
    denominator: 1,
  });
  return Object.assign(
    whole('concerns-answered', items.map(cell)),
    ...[...new Set(items.map(({ tool }) => tool))].map((tool) =>
      whole(`concerns-answered by tool=${tool}`, items.filter((one) => one.tool === tool).map(cell)),
    ),
  );
}
