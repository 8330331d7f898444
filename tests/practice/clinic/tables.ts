/** The delimited files, each with its header; a file's columns are those of the store's table. */
export const headers = {
  alert:
    'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,indicator,interruptive,order_ref',
  alert_answer: 'alert_id,responded,response,reason',
  ui_interval:
    'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks,keyboard_activations,keystrokes,navigations,active_seconds',
  shift: 'user_id,started,ended',
  order_event: 'order_id,patient_id,encounter_ref,user_id,code,at,what',
  benefit: 'benefit_id,tool,kind,patient_id,encounter_ref,at,language',
  override_review: 'alert_id,appropriate,reviewed',
  silent_change: 'change_id,at,tool,encounter_ref',
  concern: 'concern_id,raised,tool,alert_key,encounter_ref,words,signed,answered',
  scope_grant: 'tool,scope,granted',
};

export type TableName = keyof typeof headers;

export function emptyTables(): Record<TableName, string[][]> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, [] as string[][]])) as Record<
    TableName,
    string[][]
  >;
}
