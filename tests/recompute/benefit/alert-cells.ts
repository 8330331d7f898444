import type { Episode } from '../episodes.js';
import type { Attributing } from '../events.js';
import { type EntryFacts, factsOf } from './entries.js';
import type { Part } from './line.js';
import { NOUGHT, ONE } from './line.js';
import type { Scene } from './scene.js';

export type Alert = Attributing<Episode>;

/** An alert's tool is the one that alerts.yaml gives its key (decisions.md 54); null where it gives none. */
export function toolOf({ what }: Alert, entries: EntryFacts[]): string | null {
  return factsOf(what.first.key, entries)?.tool ?? null;
}

export type Dimension = 'tool' | 'alert_key' | 'class' | 'specialty' | 'stratum';

/** The values of a dimension that an alert has; none: it is in no cell of it. */
export function valuesOf(alert: Alert, dimension: Dimension, scene: Scene): string[] {
  if (dimension === 'tool') return [toolOf(alert, scene.entries) ?? []].flat();
  if (dimension === 'alert_key') return [alert.what.first.key ?? ''];
  if (dimension === 'class') {
    const found = scene.world.encounters.find(({ id }) => id === alert.attributed.encounter);
    return [found?.class ?? ''];
  }
  if (dimension === 'specialty') return [scene.specialties.get(alert.attributed.encounter ?? '') ?? ''];
  return strataOf(alert.what.first.patient, scene);
}

/** "missing is its own stratum": of patients. What concerns no patient is in none. */
export function strataOf(patient: string | null, { strata }: Scene): string[] {
  if (patient === null) return [];
  return (['language', 'sex'] as const).map(
    (stratifier) => `${stratifier}=${strata[stratifier].get(patient) ?? 'missing'}`,
  );
}

export interface Cell {
  by: Record<string, string>;
  own: Alert[];
}

/** The whole site and each value of these dimensions. */
export function alertCells(alerts: Alert[], dimensions: Dimension[], scene: Scene): Cell[] {
  const of = dimensions.flatMap((dimension) => {
    const values = [...new Set(alerts.flatMap((alert) => valuesOf(alert, dimension, scene)))];
    return values.map((value) => ({
      by: { [dimension]: value },
      own: alerts.filter((alert) => valuesOf(alert, dimension, scene).includes(value)),
    }));
  });
  return [{ by: {}, own: alerts }, ...of];
}

type Holds = (alert: Alert) => boolean;

/** One an alert, in the cluster of who got it. */
export function shareParts(alerts: Alert[], inNumerator: Holds, inDenominator: Holds = () => true): Part[] {
  return alerts.filter(inDenominator).map((alert) => ({
    id: alert.what.first.user,
    numerator: inNumerator(alert) ? ONE : NOUGHT,
    denominator: ONE,
    encounter: alert.attributed.encounter,
    patient: alert.what.first.patient,
  }));
}
