/** Header and rows of order_event.csv. */
export const ORDERS = 'order_id,patient_id,encounter_ref,user_id,code,at,what';

export interface OrderRow {
  patient?: string;
  code?: string;
  encounter?: string;
}

/** A row of order_event.csv by a person or account, at a time of 8 July 2026 in New York or an instant. */
export const order = (id: string, what: string, user: string, time: string, row: OrderRow = {}) => {
  const { patient = 'p1', code = 'cbc', encounter } = row;
  const who = user === '' || user.includes('/') ? user : `Practitioner/${user}`;
  const at = time.includes('T') ? time : `2026-07-08T${time}-04:00`;
  return `${id},${patient && `Patient/${patient}`},${encounter ? `Encounter/${encounter}` : ''},${who},${code},${at},${what}`;
};
