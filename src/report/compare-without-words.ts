import type { BurdenRow, LossName, PriceName, WithoutResult } from '../without-result.js';

const burdens: Record<BurdenRow['burden'], string> = {
  'logged-actions': 'Logged actions (shown only)',
  interactions: 'Interactions',
  'active-minutes': 'Active minutes',
  clicks: 'Clicks',
  alerts: 'Alerts',
  'interruptive-alerts': 'Interruptive alerts',
};

/** Active time has a line for each idle cutoff. */
export const burdenTitle = ({ burden, cutoff }: BurdenRow): string =>
  cutoff === undefined ? burdens[burden] : `${burdens[burden]}, cutoff ${cutoff} s`;

/** Prices are told at the cutoff that is judged everywhere. */
export const priceTitle = (burden: PriceName): string =>
  burden === 'active-minutes' ? `${burdens[burden]}, cutoff 300 s` : burdens[burden];

export const lossTitles: Record<LossName, string> = {
  'alerts-accepted': 'Alerts accepted',
  'reminders-acted-on': 'Prevention reminders acted on (among them)',
  hazards: 'Hazards caught',
  'hazards-mitigated': 'Hazards mitigated (among them)',
};

/** What is imagined away, for a heading. */
export const whatOf = ({ without }: Pick<WithoutResult, 'without'>): string =>
  'tool' in without
    ? without.title === without.tool
      ? `the tool ${without.tool}`
      : `the tool ${without.title} (${without.tool})`
    : `the alerts ${without.alert} (${without.keys} ${without.keys === 1 ? 'key' : 'keys'})`;

export const statusWords = { told: '', suppressed: 'hidden', 'cannot-tell': 'cannot tell' } as const;
