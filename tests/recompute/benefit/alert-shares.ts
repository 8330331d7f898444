import { compareBytes } from '../bytes.js';
import { HOUR, SECOND } from '../instants.js';
import type { Alert as Firing } from '../tables.js';
import type { Alert, Dimension } from './alert-cells.js';
import { alertCells, shareParts } from './alert-cells.js';
import { dwellOf } from './dwell.js';
import { factsOf } from './entries.js';
import { type Line, lineOf } from './line.js';
import { reviewOf } from './reviews.js';
import type { Scene } from './scene.js';

const BY: Dimension[] = ['tool', 'alert_key', 'class', 'specialty', 'stratum'];

type Holds = (alert: Alert) => boolean;

interface Share {
  measure: string;
  variant?: string;
  numerator: Holds;
  denominator?: Holds;
}

const answered =
  (...responses: string[]): Holds =>
  ({ what }) =>
    responses.includes(what.answer?.response ?? 'none');

/** Two firings at one instant follow by id (decisions.md 46). */
function isBefore(a: Firing, b: Firing): boolean {
  return a.shown < b.shown || (a.shown === b.shown && compareBytes(a.id, b.id) < 0);
}

/** "alerts whose same key and patient fired before, to the same clinician, within 24 h (and: within a year)"; of an earlier
 * episode, any firing, also from before the period (decisions.md 51). */
function isRepeat({ what }: Alert, all: Alert[], limit: bigint): boolean {
  const { key, user, patient, shown } = what.first;
  if (key === null || user === null || patient === null) return false;
  return all
    .filter((other) => isBefore(other.what.first, what.first))
    .flatMap((other) => other.what.firings)
    .filter((firing) => firing.key === key && firing.user === user && firing.patient === patient)
    .some((firing) => firing.shown <= shown && shown - firing.shown <= limit);
}

/** Shares of the period's alerts, attributed or not, by who got them. */
function shares(scene: Scene): Share[] {
  const facts = ({ what }: Alert) => factsOf(what.first.key, scene.entries);
  const dwell = (alert: Alert) => dwellOf(alert.what);
  const review = (alert: Alert) => reviewOf(alert.what, scene.extra.override_review);
  const isPrevention = (alert: Alert) => facts(alert)?.purpose === 'prevention';
  const day = 24n * HOUR;
  return [
    // decisions.md 81
    {
      measure: 'hard-stop-share',
      numerator: (alert) => facts(alert)?.hardStop === true,
      denominator: (alert) => typeof facts(alert)?.hardStop === 'boolean',
    },
    {
      measure: 'dwell-under-3-s',
      numerator: (alert) => dwell(alert)! < 3n * SECOND,
      denominator: (alert) => dwell(alert) !== null,
    },
    {
      measure: 'override-appropriateness',
      numerator: (alert) => review(alert) === true,
      denominator: (alert) => answered('overridden')(alert) && review(alert) !== null,
    },
    {
      measure: 'override-rate',
      variant: 'answered',
      numerator: answered('overridden'),
      denominator: answered('accepted', 'overridden'),
    },
    // "judged also as (overridden + unanswered) ÷ all"
    { measure: 'override-rate', variant: 'all', numerator: answered('overridden', 'none') },
    { measure: 'repeat-share', variant: '86400', numerator: (alert) => isRepeat(alert, scene.episodes, day) },
    {
      measure: 'repeat-share',
      variant: '31536000',
      numerator: (alert) => isRepeat(alert, scene.episodes, 365n * day),
    },
    { measure: 'prevention-acted-on', numerator: answered('accepted'), denominator: isPrevention },
    { measure: 'acted-on-share', numerator: answered('accepted') },
  ];
}

export function alertShares(scene: Scene): Line[] {
  return shares(scene).flatMap(({ measure, variant, numerator, denominator }) =>
    alertCells(scene.within, BY, scene).map(({ by, own }) =>
      lineOf(
        { measure, by, ...(variant ? { variant } : {}) },
        shareParts(own, numerator, denominator),
        'share',
      ),
    ),
  );
}
