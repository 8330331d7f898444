import type { LossName, LossRow } from '../../without-result.js';
import { lacking, type WithoutContext } from './context.js';
import type { Good, Part } from './good.js';
import { SUPPRESSED } from './hide.js';

const NO_ANSWERS = 'No answers to alerts were read.';

/** Why nothing can be said of acceptances: no alerts, or nothing tells what was answered. */
export const answersLacking = (context: WithoutContext): string | null =>
  lacking('alert', context) ?? (context.missing.has('alert_answer') ? NO_ANSWERS : null);

/** What would be lost: counts of the whole period, attributed to an encounter or not. */
export function lossRows(good: Good, context: WithoutContext): LossRow[] {
  const answers = answersLacking(context);
  const benefit = lacking('benefit', context);
  return [
    lossRow('alerts-accepted', good.accepted, answers),
    lossRow('reminders-acted-on', good.reminders, answers),
    lossRow('hazards', good.hazards, benefit),
    lossRow('hazards-mitigated', good.mitigated, benefit),
  ];
}

function lossRow(loss: LossName, { cell, hidden }: Part, why: string | null): LossRow {
  if (why) return { loss, status: 'cannot-tell', why, count: null };
  if (hidden) return { loss, status: 'suppressed', why: SUPPRESSED, count: null };
  return { loss, status: 'told', why: null, count: cell.size };
}
