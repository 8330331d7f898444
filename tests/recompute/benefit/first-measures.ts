import { alertMeasures } from '../alert-measures.js';
import { encounterMeasures } from '../encounter-measures.js';
import type { Measures } from '../measurement.js';
import { inPeriod } from '../windows.js';
import type { Scene } from './scene.js';

export const FIRST = [
  'logged-actions-per-encounter',
  'interactions-per-encounter',
  'ehr-time-per-encounter',
  'tools-per-encounter',
  'alerts-per-encounter',
  'alerts-per-clinician-day',
  'interruptive-share',
  'response-coverage',
];

/** The measures that recompute.ts makes of encounters and alerts, of logs in which they are not all hidden. */
export function firstMeasures({ world, period, events, episodes, within, ofPeriod }: Scene): Measures {
  const inside = events.filter(({ row, isOwn }) => !isOwn && inPeriod(row.recorded, period, world.site));
  return {
    ...encounterMeasures(ofPeriod),
    ...alertMeasures(world, {
      all: episodes.map(({ what }) => what),
      episodes: within.map(({ what }) => what),
      events: inside,
    }),
  };
}
