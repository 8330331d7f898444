/** The columns of design.md's "Per encounter"; an empty cell is null. */
export interface TruthRow {
  encounter_id: string;
  patient_id: string | null;
  class: string | null;
  started: string | null;
  ended: string | null;
  clinicians: number | null;
  logged_actions: number | null;
  interactions: number | null;
  clicks: number | null;
  ehr_active_seconds: number | null;
  after_hours_seconds: number | null;
  tools: number | null;
  alerts: number | null;
  alert_firings: number | null;
  interruptive_alerts: number | null;
  alerts_accepted: number | null;
  alerts_overridden: number | null;
  alerts_unanswered: number | null;
  explicit: number | null;
  period: number | null;
  nearby: number | null;
}
