import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** "active time in the activity ÷ active time": there is none of the whole site. */
export function activityShare(ledger: Ledger): Figures {
  const activities = [...new Set(ledger.rows.map(({ activity }) => activity))].filter(Boolean);
  return Object.assign(
    {},
    ...activities.map((activity) =>
      whole(
        `activity-share 300 by activity=${activity}`,
        ledger.rows.map((row) => {
          const hours = ledger.hours(row);
          return {
            cluster: row.user,
            numerator: row.activity === activity ? hours : 0,
            denominator: hours,
          };
        }),
      ),
    ),
  );
}
