import { MINUTE, siteDay } from '../instants.js';
import { rational } from '../rational.js';
import { typeOfId } from '../references.js';
import { isNotPerson } from '../tools.js';
import { inPeriod } from '../windows.js';
import { alertCells, strataOf } from './alert-cells.js';
import { type Line, lineOf, NOUGHT, ONE, type Part } from './line.js';
import type { Extra } from './read-extra.js';
import { isCovered, type Scene } from './scene.js';

const ofKind = (rows: Extra[], what: string): Extra[] => rows.filter(({ cells }) => cells.what === what);

/** decisions.md 90: "accounts that are no people are left out"; nor are patients and relatives those whom an alert met. */
function isOfPeople({ user }: Extra, { world }: Scene): boolean {
  const type = user === null ? null : typeOfId(user);
  return (
    !['Patient', 'RelatedPerson', 'Device', 'Organization'].includes(type ?? '') &&
    !isNotPerson(user, world.tools)
  );
}

/** Orders placed in the period, also if cancelled since. */
function placedIn(scene: Scene): Extra[] {
  return ofKind(scene.extra.order_event, 'placed')
    .filter((order) => isOfPeople(order, scene))
    .filter(({ at }) => at !== null && inPeriod(at, scene.period, scene.world.site));
}

/** decisions.md 104: "a `contributed` row of somebody else than who placed it, at any time" */
function isShared(order: Extra, scene: Scene): boolean {
  return ofKind(scene.extra.order_event, 'contributed')
    .filter((row) => row.id === order.id && isOfPeople(row, scene))
    .some(({ user }) => user !== null && user !== order.user);
}

const within = (from: bigint | null, to: bigint | null): boolean =>
  from !== null && to !== null && to >= from && to - from <= 10n * MINUTE;

/** decisions.md 105: cancelled "by the same person 0 to 10 minutes later, after which the same code was placed by them for
 * another patient 0 to 10 minutes after the cancellation; orders without code, person or patient are in the denominator
 * only". */
function isReordered(order: Extra, scene: Scene): boolean {
  const rows = scene.extra.order_event;
  const code = order.cells.code || null;
  if (code === null || order.user === null || order.patient === null) return false;
  const cancelled = ofKind(rows, 'cancelled').filter(
    ({ id, user, at }) => id === order.id && user === order.user && within(order.at, at),
  );
  const again = ofKind(rows, 'placed').filter(
    ({ user, cells, patient }) =>
      user === order.user && cells.code === code && patient !== null && patient !== order.patient,
  );
  return cancelled.some((one) => again.some(({ at }) => within(one.at, at)));
}

/** The whole site, class and specialty of an encounter, and a patient's strata: the cells of an order. */
export function cellsOf(
  { encounter, patient }: { encounter: string | null; patient: string | null },
  scene: Scene,
): Record<string, string>[] {
  const found = scene.cases.find(({ id }) => id === encounter);
  const strata = strataOf(patient, scene).map((stratum) => ({ stratum }));
  const specialty = scene.specialties.get(encounter ?? '') ?? '';
  return [{}, { class: found?.class ?? '' }, { specialty }, ...strata];
}

/** decisions.md 139: the encounters behind orders are "those that count". */
function whose(order: Extra, scene: Scene): { encounter: string | null; patient: string | null } {
  const counts = scene.cases.some(({ id }) => id === order.encounter);
  return { encounter: counts ? order.encounter : null, patient: order.patient };
}

export function perOrder(
  scene: Scene,
  { measure, holds, unit }: { measure: string; holds: (order: Extra) => boolean; unit: bigint },
): Line[] {
  const parts = placedIn(scene).map((order) => ({
    part: {
      id: order.user,
      numerator: holds(order) ? ONE : NOUGHT,
      denominator: rational(1n, unit),
      ...whose(order, scene),
    },
    cells: cellsOf(order, scene).map((by) => JSON.stringify(by)),
  }));
  return [...new Set(parts.flatMap(({ cells }) => cells))].map((cell) =>
    lineOf(
      { measure, by: JSON.parse(cell) },
      parts.filter(({ cells }) => cells.includes(cell)).map(({ part }) => part),
      unit === 1n ? 'share' : 'rate',
    ),
  );
}

/** Whether the log has such events at all, with somebody who did them. */
function knows(scene: Scene, what: string): boolean {
  return ofKind(scene.extra.order_event, what).some(({ user }) => user !== null);
}

export function orderMeasures(scene: Scene): Line[] {
  return [
    ...(knows(scene, 'contributed')
      ? perOrder(scene, { measure: 'tword', holds: (order) => isShared(order, scene), unit: 1n })
      : []),
    ...(knows(scene, 'cancelled')
      ? perOrder(scene, {
          measure: 'wrong-patient-retract-reorder',
          holds: (order) => isReordered(order, scene),
          unit: 1000n,
        })
      : []),
    ...alertsPer100Orders(scene),
  ];
}

/** "over the days that both feeds cover"; "By tool: alerts of the tool, and all orders." */
function alertsPer100Orders(scene: Scene): Line[] {
  const { world, windows } = scene;
  if (windows.order_event === null) return [];
  const covered = (at: bigint) =>
    isCovered(siteDay(at, world.site.dayZone), [world.alertWindow, windows.order_event]);
  const orders: Part[] = placedIn(scene)
    .filter(({ at }) => covered(at!))
    .map((order) => ({
      id: order.user,
      numerator: NOUGHT,
      denominator: rational(1n, 100n),
      ...whose(order, scene),
    }));
  const alerts = scene.within.filter(({ what }) => covered(what.first.shown));
  return alertCells(alerts, ['tool'], scene).map(({ by, own }) => {
    const fired = own.map(({ what }) => ({
      id: what.first.user,
      numerator: ONE,
      denominator: NOUGHT,
      encounter: null,
      patient: null,
    }));
    return lineOf({ measure: 'alerts-per-100-orders', by }, [...orders, ...fired], 'rate');
  });
}
