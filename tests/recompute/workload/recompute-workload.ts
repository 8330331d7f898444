/** The measures of workload, time of day, access and reach, from the catalogue alone. */
import type { RecomputeInput } from '../recompute.js';
import type { Line } from './line.js';
import { accessMeasures } from './measures/access.js';
import { activityShare } from './measures/activity.js';
import { clockMeasures } from './measures/clock.js';
import { clicksPerEncounter, toolReach } from './measures/reach.js';
import { scheduledMeasures } from './measures/scheduled.js';
import { unusedScopes } from './measures/scopes.js';
import { attentionSwitching } from './measures/switching.js';
import { undividedAttention, virtualVisits } from './measures/visits.js';
import { waitDays } from './measures/wait.js';
import { readWorkload } from './workload-world.js';

export const MEASURES = [
  'ehr-time8',
  'wow8',
  'note-time8',
  'inbox-time8',
  'order-time8',
  'activity-share',
  'undivided-attention',
  'attention-switching',
  'after-hours-share',
  'night-share',
  'weekend-share',
  'holiday-share',
  'virtual-visit-share',
  'wait-days',
  'unexplained-access',
  'break-glass-rate',
  'unused-scopes',
  'tool-reach',
  'clicks-per-encounter',
];

/** Only lines with a denominator: "clusters without a denominator" make none. */
export function recomputeWorkload(input: RecomputeInput): Line[] {
  const of = readWorkload(input);
  return [
    ...scheduledMeasures(of),
    ...activityShare(of),
    ...undividedAttention(of),
    ...attentionSwitching(of),
    ...clockMeasures(of),
    ...virtualVisits(of),
    ...waitDays(of),
    ...accessMeasures(of),
    ...unusedScopes(of),
    ...toolReach(of),
    ...clicksPerEncounter(of),
  ];
}
