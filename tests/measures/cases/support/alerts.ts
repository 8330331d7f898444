/** Header of alert.csv with all that tells episodes, answers and interruptions apart. */
export const FIRINGS =
  'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,interruptive';

export interface Firing {
  key?: string;
  /** An id within Practitioner, or a whole reference; '' names nobody. */
  user?: string;
  patient?: string;
  encounter?: string;
  seen?: 'shown' | 'returned' | '';
  hook?: string;
  interruptive?: 'true' | 'false' | 'unknown' | '';
}

const inside = (type: string, id: string) => (id === '' || id.includes('/') ? id : `${type}/${id}`);

/** A time of 8 July 2026 in New York, or an instant as it is. */
export const at = (time: string): string => (time.includes('T') ? time : `2026-07-08T${time}-04:00`);

/** A row of alert.csv: key k, to d1 for p1, shown, of which nobody says whether it interrupts, unless said otherwise. */
export function firing(id: string, time: string, about: Firing = {}): string {
  const { key = 'k', user = 'd1', patient = 'p1', encounter = '', seen = 'shown' } = about;
  const { hook = '', interruptive = '' } = about;
  return [
    id,
    at(time),
    seen,
    inside('Practitioner', user),
    inside('Patient', patient),
    inside('Encounter', encounter),
    key,
    hook,
    interruptive,
  ].join(',');
}

/** A row of alert_answer.csv; `''` as its time is an answer without an instant. */
export const answer = (id: string, time: string, response: string): string =>
  `${id},${time === '' ? '' : at(time)},${response}`;
