import type { BurdenRow, LossRow, PriceRow } from '../../without-result.js';
import { MAX_UNMAPPED } from '../limits.js';
import { lacking, type WithoutContext } from './context.js';
import type { Good } from './good.js';
import { unknownInterruptions } from './own-part.js';

export interface Noted {
  burden: readonly BurdenRow[];
  losses: readonly LossRow[];
  prices: readonly PriceRow[];
  good: Good;
  /** Of clinicians' logged actions; null without any. */
  unmappedShare: number | null;
}

const ALWAYS = [
  'Without it means: what was counted, less what belongs to it. Time without it is the time less what is credited to its rows. That all else would stay the same is an assumption: people may do the same work elsewhere.',
  'Good changes are alerts accepted and hazards mitigated. Whatever else it is good for is in no figure here.',
  'That a change was accepted does not show that it was right.',
  'The interval of a price is made otherwise than that of number-to-fire in the audit, and may differ a little.',
];

/** What a reader must know beside the figures. No counts: those are in the rows, where they are suppressed. */
export async function notesOf(noted: Noted, context: WithoutContext): Promise<string[]> {
  return [
    ...ALWAYS,
    ...(context.isTool ? aboutTool(noted, context) : []),
    ...(await aboutInterruptions(context)),
    ...(await aboutAnswers(noted, context)),
    ...aboutDays(noted),
  ];
}

function aboutTool({ burden, good, unmappedShare }: Noted, context: WithoutContext): string[] {
  const clicks = burden.find((row) => row.burden === 'clicks');
  const notes: string[] = [];
  if ((unmappedShare ?? 0) > MAX_UNMAPPED)
    notes.push(
      'More than 20% of the clinicians’ logged actions belong to no tool in tools.yaml: what belongs to this one may be more than is shown.',
    );
  if (lacking('alert', context) === null && good.alerts.size === 0)
    notes.push('None of the alerts of the period belongs to this tool, by alerts.yaml.');
  if (clicks?.without)
    notes.push(
      'Clicks are those in encounters that telemetry of the whole EHR covers; what the tool’s own telemetry counted there is taken to be a part of them.',
    );
  if (good.accepted.cell.size > 0 && good.mitigated.cell.size > 0)
    notes.push(
      'An alert accepted and a hazard mitigated may be two records of one change. They are counted as two, so that the price may be too low.',
    );
  return notes;
}

async function aboutInterruptions(context: WithoutContext): Promise<string[]> {
  const { own, all } = await unknownInterruptions(context);
  if (all.unknown === 0) return [];
  return [
    own.unknown > 0
      ? 'Of some of its alerts it is not known whether they interrupt. They are not counted as interruptive, so that those figures are lower bounds.'
      : 'Of some other alerts it is not known whether they interrupt: interruptive alerts now and without it are lower bounds, and the difference is not touched.',
  ];
}

/** A feed that records overrides only would make every alert look fruitless. */
async function aboutAnswers({ good }: Noted, { query, missing }: WithoutContext): Promise<string[]> {
  if (missing.has('alert_answer') || good.alerts.size === 0) return [];
  const accepted = await query("SELECT 1 FROM first_answer WHERE response = 'accepted' LIMIT 1");
  if (accepted.length > 0) return [];
  return [
    'No answer that was read, to any alert, is an acceptance: whether acceptances are recorded at all cannot be told.',
  ];
}

function aboutDays({ losses, prices }: Noted): string[] {
  const counted = losses
    .filter(({ loss }) => loss === 'alerts-accepted' || loss === 'hazards-mitigated')
    .reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (prices.every(({ status, denominator }) => status !== 'told' || denominator === counted)) return [];
  return [
    'A price is of the days that all its feeds cover, so that its good changes can be fewer than those of the period.',
  ];
}
