import type { Case } from '../cases.js';
import { HOUR, parseDateTime, siteDay } from '../instants.js';
import { rational } from '../rational.js';
import { inPeriod } from '../windows.js';
import { toolOf } from './alert-cells.js';
import { type Line, lineOf, NOUGHT, ONE, type Part } from './line.js';
import type { Extra } from './read-extra.js';
import { isCovered, type Scene } from './scene.js';

function namedBy({ encounter }: Extra, scene: Scene): Case | undefined {
  return scene.cases.find(({ id }) => id === encounter);
}

/** decisions.md 84: the cluster is "the one responsible for the encounter it names". */
function responsibleFor(row: Extra, scene: Scene): string | null {
  return namedBy(row, scene)?.responsible ?? null;
}

/** decisions.md 88: "14 times 24 hours, to the microsecond; an answer before the concern counts" */
function isAnswered({ at, cells }: Extra, scene: Scene): boolean {
  const answered = parseDateTime(cells.answered, scene.world.site.dayZone, 'start');
  return answered !== null && answered - at! <= 14n * 24n * HOUR;
}

function raisedIn({ extra, period, world }: Scene): Extra[] {
  return extra.concern.filter(({ at }) => inPeriod(at!, period, world.site));
}

export function concernMeasures(scene: Scene): Line[] {
  const all = raisedIn(scene);
  const tools = [...new Set(all.flatMap(({ cells }) => cells.tool || []))];
  const answered = [undefined, ...tools].map((tool) => {
    const parts = all
      .filter(({ cells }) => tool === undefined || cells.tool === tool)
      .map(
        (row): Part => ({
          id: responsibleFor(row, scene),
          numerator: isAnswered(row, scene) ? ONE : NOUGHT,
          denominator: ONE,
          encounter: namedBy(row, scene)?.id ?? null,
          patient: namedBy(row, scene)?.patient ?? null,
        }),
      );
    return lineOf({ measure: 'concerns-answered', by: tool === undefined ? {} : { tool } }, parts, 'share');
  });
  return [...answered, ...concernsRaised(all, scene)];
}

/** "concerns ÷ 1,000 alerts", over the days that both feeds cover (decisions.md 86), counted in thousands (87). */
function concernsRaised(all: Extra[], scene: Scene): Line[] {
  const { world, windows } = scene;
  if (windows.concern === null) return [];
  const covered = (at: bigint) =>
    isCovered(siteDay(at, world.site.dayZone), [world.alertWindow, windows.concern]);
  const concerns = all.filter(({ at }) => covered(at!));
  const alerts = scene.within
    .filter(({ what }) => covered(what.first.shown))
    .map((alert) => ({
      user: alert.what.first.user,
      tool: toolOf(alert, scene.entries),
      encounter: alert.attributed.encounter,
      patient: alert.what.first.patient,
    }));
  const tools = [
    ...new Set([
      ...concerns.flatMap(({ cells }) => cells.tool || []),
      ...alerts.flatMap(({ tool }) => tool ?? []),
    ]),
  ];
  return [undefined, ...tools].map((tool) => {
    const raised = concerns
      .filter(({ cells }) => tool === undefined || cells.tool === tool)
      .map(
        (row): Part => ({
          id: responsibleFor(row, scene),
          numerator: ONE,
          denominator: NOUGHT,
          encounter: null,
          patient: null,
        }),
      );
    const fired = alerts
      .filter((alert) => tool === undefined || alert.tool === tool)
      .map(
        ({ user, encounter, patient }): Part => ({
          id: user,
          numerator: NOUGHT,
          denominator: rational(1n, 1000n),
          encounter,
          patient,
        }),
      );
    return lineOf(
      { measure: 'concerns-raised', by: tool === undefined ? {} : { tool } },
      [...raised, ...fired],
      'rate',
    );
  });
}
