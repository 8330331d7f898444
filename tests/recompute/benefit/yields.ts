import { type Alert, alertCells, strataOf } from './alert-cells.js';
import { type Line, lineOf, NOUGHT, ONE, whole } from './line.js';
import type { Scene } from './scene.js';

const isAccepted = ({ what }: Alert): boolean => what.answer?.response === 'accepted';

/** "alerts of a key ÷ those followed by the accepted action" */
export function numberToFire(scene: Scene): Line[] {
  return alertCells(scene.within, ['tool', 'alert_key'], scene).map(({ by, own }) => {
    const parts = own.map((alert) => ({
      id: alert.what.first.user,
      numerator: ONE,
      denominator: isAccepted(alert) ? ONE : NOUGHT,
      encounter: alert.attributed.encounter,
      patient: alert.what.first.patient,
    }));
    return lineOf({ measure: 'number-to-fire', by }, parts, 'rate');
  });
}

/** "alerts accepted ÷ clicks (or logged actions) spent in the same encounters"; decisions.md 97. */
export function actedOnPerClick(scene: Scene): Line[] {
  const values = (entry: Scene['ofPeriod'][number]): Record<string, string>[] => [
    {},
    { class: entry.of.class ?? '' },
    { specialty: scene.specialties.get(entry.of.id) ?? '' },
    ...strataOf(entry.of.patient, scene).map((stratum) => ({ stratum })),
  ];
  const lines = (variant: string, figure: 'clicks' | 'logged_actions') => {
    const covered = scene.ofPeriod.filter(({ row }) => row.alerts !== null && row[figure] !== null);
    const cells = [...new Set(covered.flatMap(values).map((by) => JSON.stringify(by)))];
    return cells.map((cell) => {
      const own = covered.filter((entry) => values(entry).some((by) => JSON.stringify(by) === cell));
      const parts = own.map(({ of, row }) => ({
        id: of.responsible,
        numerator: whole(row.alerts_accepted ?? 0),
        denominator: whole(row[figure] ?? 0),
        encounter: of.id,
        patient: of.patient,
      }));
      return lineOf({ measure: 'acted-on-per-click', variant, by: JSON.parse(cell) }, parts, 'rate');
    });
  };
  return [...lines('clicks', 'clicks'), ...lines('logged-actions', 'logged_actions')];
}
