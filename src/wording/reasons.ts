import type { Reason } from '../result.js';

/** Why a rule could not be judged, as a reader is told it. */
export const reasonTitles: Record<Reason, string> = {
  'missing-table': 'The data it needs was not given',
  unmapped: 'Too many logged actions belong to no known tool',
  'too-few': 'Too little data for a fair answer',
  'too-close': 'Too close to the threshold to call',
  'definition-dependent': 'The answer changes with how the measure is defined',
  suppressed: 'The numbers are too small to show without pointing at people',
};
