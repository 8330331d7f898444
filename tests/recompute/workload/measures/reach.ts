import type { Case } from '../../cases.js';
import { rational } from '../../rational.js';
import { type Line, valuesOf } from '../line.js';
import type { Workload } from '../workload-world.js';
import { type Dimension, insideAudit, insideTelemetry, lines, part } from './per-encounter.js';
import { ONE, ZERO } from './work.js';

/** "Encounters that the tool touched, divided by all encounters. Without a tool: those that any mapped tool touched." */
export function toolReach(of: Workload): Line[] {
  const cases = insideAudit(of);
  const touched = (each: Case, tool?: string) =>
    each.events.some((event) => event.tool !== null && (tool === undefined || event.tool === tool));
  const tools = valuesOf(
    cases.flatMap(({ events }) => events),
    ({ tool }) => tool,
  );
  const asked = { measure: 'tool-reach', family: 'share' as const, variant: null };
  return [
    ...lines({ ...asked, by: ['class'] }, cases, of, (each) => part(each, touched(each) ? ONE : ZERO)),
    ...tools.map((tool) => ({
      ...lines({ ...asked, by: [] }, cases, of, (each) => part(each, touched(each, tool) ? ONE : ZERO))[0]!,
      by: { tool },
    })),
  ];
}

/** Clicks and the encounters that such telemetry covers; "rows of our own app … are in no burden figure". */
export function clicksPerEncounter(of: Workload): Line[] {
  const asked = { measure: 'clicks-per-encounter', family: 'rate' as const, variant: null };
  const inside = insideTelemetry(of);
  const lineOf = (by: Dimension[], mine: typeof of.clicks) => {
    const own = (each: Case) => mine.filter(({ attributed }) => attributed.encounter === each.id);
    const total = (each: Case) => BigInt(own(each).reduce((clicks, { what }) => clicks + what.clicks, 0));
    const covered = inside.filter((each) => own(each).length > 0);
    return lines({ ...asked, by }, covered, of, (each) => part(each, rational(total(each))));
  };
  const others = of.clicks.filter(({ what }) => what.tool !== 'mission-audit');
  const ofTools = others.filter(({ what }) => what.scope === 'tool');
  return [
    ...lineOf(
      ['class', 'specialty'],
      others.filter(({ what }) => what.scope === 'whole-ehr'),
    ),
    ...valuesOf(ofTools, ({ what }) => what.tool).map((tool) => ({
      ...lineOf(
        [],
        ofTools.filter(({ what }) => what.tool === tool),
      )[0]!,
      by: { tool },
    })),
  ];
}
