import type { LossName, LossRow } from '../../without-result.js';
import { lacking, type WithoutContext } from './context.js';
import type { Good, Part } from './good.js';
import { SUPPRESSED } from './hide.js';

const NO_ANSWERS = 'No answers to alerts were read.';
const NO_ACCEPTANCE =
  'The answers that were read hold no acceptance of any alert: acceptances may not be recorded.';

/** Why nothing can be said of acceptances: no alerts, or nothing tells what was answered. */
export function answersLacking(context: WithoutContext): string | null {
  const alerts = lacking('alert', context);
  if (alerts) return alerts;
  if (context.missing.has('alert_answer')) return NO_ANSWERS;
  return context.missing.has('acceptance') ? NO_ACCEPTANCE : null;
}

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
