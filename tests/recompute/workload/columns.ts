/** The tables read here, each with its columns in the design's order. */
export const COLUMNS = {
  appointment: 'appointment_id patient_id user_id booked started ended status virtual'.split(' '),
  shift: 'user_id started ended'.split(' '),
  care_team: 'patient_id user_id started ended'.split(' '),
  order_event: 'order_id patient_id encounter_ref user_id code at what'.split(' '),
  scope_grant: 'tool scope granted'.split(' '),
  encounter: 'encounter_id patient_id status class virtual started ended service site'.split(' '),
  participation: 'encounter_id user_id role position started ended'.split(' '),
  ui_interval:
    'interval_id scope started ended user_id patient_id encounter_ref tool clicks keyboard_activations keystrokes navigations active_seconds'.split(
      ' ',
    ),
};

export type Table = keyof typeof COLUMNS;
