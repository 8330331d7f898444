import { alerts } from './alerts.js';
import type { About, Cells } from './cells.js';
import type { Random } from './random.js';
import type { Scenario } from './scenario.js';
import { intervals } from './telemetry.js';

export interface Tables {
  alert: Cells[];
  alert_answer: Cells[];
  ui_interval: Cells[];
}

export const HEADERS: Record<keyof Tables, string[]> = {
  alert:
    'alert_id,shown,seen,user_id,patient_id,encounter_ref,alert_key,hook_instance,indicator,interruptive,order_ref,version'.split(
      ',',
    ),
  alert_answer: 'alert_id,responded,response,reason'.split(','),
  ui_interval:
    'interval_id,scope,started,ended,user_id,patient_id,encounter_ref,tool,clicks,keyboard_activations,keystrokes,navigations,active_seconds'.split(
      ',',
    ),
};

export function tables(r: Random, of: Scenario, about: About): Tables {
  return {
    ...(of.withAlerts ? alerts(r, of, about) : { alert: [], alert_answer: [] }),
    ui_interval: of.withTelemetry ? intervals(r, of, about) : [],
  };
}
