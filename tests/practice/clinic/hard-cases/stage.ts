import type { Clinic } from '../clinic.js';
import { type Entry, log } from '../desk/log.js';
import { pharmacist } from '../people/clinicians.js';
import { instantOf } from '../site-time.js';

/**
 * The pharmacist has no ordinary day, so that a hard case of gaps and instants is alone in its chain; patients
 * from 241 on come for nothing else.
 */
export const actor = pharmacist;

/** Days are counted from 0, a Monday; 6 is the Sunday or a later one than the change's. */
export function on(clinic: Clinic, index: number, time: string): number {
  return instantOf(clinic.calendar.dates[index]!, time);
}

export interface Beat extends Partial<Entry> {
  at: number;
}

/** A row that is plain on paper unless the case says otherwise. */
export function row(clinic: Clinic, beat: Beat) {
  return log(clinic, { who: actor, form: 'reference', does: 'chart', how: 'unsaid', ...beat });
}
