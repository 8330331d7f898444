import type { MeasureRequest } from '../measures/measure.js';
import type { Rule } from './rule-set.js';

/** What a rule asks to have measured. */
export function requestOf({ measure, by, where }: Rule): MeasureRequest {
  return { measure, ...(by ? { by } : {}), ...(Object.keys(where).length > 0 ? { where } : {}) };
}
