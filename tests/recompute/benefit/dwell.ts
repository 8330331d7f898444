import type { Episode } from '../episodes.js';
import type { Micros } from '../instants.js';
import { alertCells } from './alert-cells.js';
import type { Line } from './line.js';
import type { Scene } from './scene.js';

/** "response instant − shown instant (s)"; "dwell time uses only `shown`"; from the firing that was answered, where the
 * answer has an instant not before it (decisions.md 53). */
export function dwellOf({ answer }: Episode): Micros | null {
  if (!answer?.timed || answer.alert.seen !== 'shown' || answer.at < answer.alert.shown) return null;
  return answer.at - answer.alert.shown;
}

export function median(values: number[]): number | null {
  const ordered = [...values].sort((a, b) => a - b);
  if (ordered.length === 0) return null;
  return (ordered[Math.floor((ordered.length - 1) / 2)]! + ordered[Math.floor(ordered.length / 2)]!) / 2;
}

/** The interval is a seeded bootstrap, which a second program cannot repeat: the comparison asks only that it holds the
 * median. */
export function dwellTime(scene: Scene): Line[] {
  return alertCells(scene.within, ['tool', 'alert_key', 'class', 'specialty', 'stratum'], scene).map(
    ({ by, own }) => {
      const timed = own.filter(({ what }) => dwellOf(what) !== null);
      const users = timed.flatMap(({ what }) => what.first.user ?? []);
      const encounters = timed.flatMap(({ attributed }) => attributed.encounter ?? []);
      return {
        measure: 'dwell-time',
        by,
        variant: null,
        numerator: null,
        denominator: timed.length,
        value: median(timed.map(({ what }) => Number(dwellOf(what)) / 1e6)),
        interval: null,
        clinicians: new Set(users).size,
        encounters: new Set(encounters).size,
        patients: new Set(timed.flatMap(({ what }) => what.first.patient ?? [])).size,
      };
    },
  );
}
