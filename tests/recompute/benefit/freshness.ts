import { Temporal } from '@js-temporal/polyfill';
import { siteDay } from '../instants.js';
import { inPeriod } from '../windows.js';
import { alertCells } from './alert-cells.js';
import { factsOf, reviewedDay } from './entries.js';
import { type Line, lineOf, NOUGHT, ONE } from './line.js';
import type { Scene } from './scene.js';

/** decisions.md 82: "before the site day of each firing, both days included, by the calendar; a review after the firing
 * counts too" */
function isFresh(reviewed: string, firedOn: string): boolean {
  const oldest = Temporal.PlainDate.from(firedOn).subtract({ months: 24 });
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(reviewed), oldest) >= 0;
}

/** Firings of the period, by each one's own instant, of keys whose day of review is known. */
export function evidenceFreshness(scene: Scene): Line[] {
  const { world, period, entries } = scene;
  const { site } = world;
  const known = scene.episodes.filter(({ what }) =>
    what.firings.some(({ shown }) => inPeriod(shown, period, site)),
  );
  return alertCells(known, ['tool', 'alert_key', 'class', 'specialty', 'stratum'], scene).map(
    ({ by, own }) => {
      const parts = own.flatMap(({ what, attributed }) => {
        const reviewed = reviewedDay(factsOf(what.first.key, entries));
        if (reviewed === null) return [];
        return what.firings
          .filter(({ shown }) => inPeriod(shown, period, site))
          .map((firing) => ({
            id: firing.user,
            numerator: isFresh(reviewed, siteDay(firing.shown, site.dayZone)) ? ONE : NOUGHT,
            denominator: ONE,
            encounter: attributed.encounter,
            patient: firing.patient,
          }));
      });
      return lineOf({ measure: 'evidence-freshness', by }, parts, 'share');
    },
  );
}
