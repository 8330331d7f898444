import type { MissingTable } from '../result.js';
import type { Engine } from '../store/engine.js';
import type { MeasureDefinition } from './measure.js';

/** What a measure may need, in the words of who has to get it. */
const HOW: Record<string, string> = {
  audit_event: 'export AuditEvents (FHIR) or an access log (docs/mapping.md)',
  alert:
    'export alert firings as alert.csv, with a mapping (docs/mapping.md), or let the CDS Hooks gateway count them (docs/gateway.md)',
  alert_answer: 'export what was answered to alerts as alert_answer.csv, or with a mapping',
  'scheduled-work':
    'find out why nobody with appointments has a logged action: their ids may differ (docs/feeds.md)',
  'visit-work':
    'find out why no logged action belongs to a visit: ids of patients or people may differ (docs/feeds.md)',
  'documentation-rows': 'say in tools.yaml which logged actions are documentation (activities)',
  'inbox-rows': 'say in tools.yaml which logged actions are work in the inbox (activities)',
  'ordering-rows': 'say in tools.yaml which logged actions are ordering (activities)',
  'clinician-row':
    'find out whether the log names the people who act: it has no row of a clinician (docs/feeds.md)',
  acceptance: 'find out whether the feed of answers holds acceptances: all it has are overrides',
  ui_interval:
    'count clicks with telemetry of the user interface: ui_interval.csv, or the beacon (docs/beacon.md)',
  benefit: 'export DetectedIssue, Immunization, Communication and Procedure',
  schedule:
    'export Appointment, or shifts as shift.csv: a night is overtime only against a person’s own schedule',
  encounter: 'export Encounter (FHIR)',
  appointment: 'export Appointment (FHIR), with the day on which it was booked (created)',
  silent_change:
    'let the CDS Hooks gateway count them (docs/gateway.md), or export them as silent_change.csv',
  order_event: 'export ServiceRequest and MedicationRequest (FHIR), or orders as order_event.csv',
  'order-contribution':
    'export who prepared, pended or signed orders as rows `contributed` of order_event.csv',
  'order-cancelled-by':
    'export who cancelled which order, and when, as rows `cancelled` of order_event.csv: FHIR does not say who',
  scope_grant: 'export which SMART scopes each tool was granted as scope_grant.csv',
  holidays: 'list the site’s holidays in site.yaml, and audit a period that holds one',
  weekends: 'audit a period that holds a weekend',
  override_review: 'have a sample of overrides reviewed, and load it as override_review.csv',
  concern: 'let people raise concerns on the chart page (docs/serve.md), or export them as concern.csv',
  education:
    'say in rules/benefits.yaml which codes mean education or a summary, and export Communication with its language',
  'teach-back':
    'say in rules/benefits.yaml which codes mean teach-back, and export Communication and Procedure',
  'time-zone': 'say the site’s time zone in site.yaml, or with --time-zone',
};

/** Which of the things that measures need are not there. */
export async function missingNeeds(engine: Engine, timeZone: string | null): Promise<Set<string>> {
  const tables: Record<string, string> = {
    audit_event: 'audit_day',
    alert: 'alert_episode',
    alert_answer: 'first_answer',
    'clinician-row': 'clinician_work',
    'scheduled-work': '(SELECT 1 FROM clinician_hours h JOIN clinician_work w ON w.user_id = h.user_id)',
    'visit-work': '(SELECT 1 FROM encounter_figures WHERE visit_us IS NOT NULL AND logged_actions > 0)',
    'documentation-rows': "(SELECT 1 FROM clinician_work WHERE activity = 'documentation')",
    'inbox-rows': "(SELECT 1 FROM clinician_work WHERE activity = 'inbox')",
    'ordering-rows': "(SELECT 1 FROM clinician_work WHERE activity = 'ordering')",
    acceptance: "(SELECT 1 FROM current_alert_answer WHERE response = 'accepted')",
    ui_interval: 'telemetry',
    benefit: 'benefit_of_period',
    schedule: 'clinician_schedule',
    encounter: 'enc',
    appointment: 'current_appointment',
    silent_change: 'current_silent_change',
    order_event: 'current_order_event',
    'order-contribution': "(SELECT 1 FROM current_order_event WHERE what = 'contributed')",
    'order-cancelled-by':
      "(SELECT 1 FROM current_order_event WHERE what = 'cancelled' AND coalesce(user_id, '') <> '')",
    override_review: 'current_override_review',
    scope_grant: 'current_scope_grant',
    holidays:
      "(SELECT 1 FROM covered_day d JOIN site_holiday h ON h.site_day = d.site_day WHERE d.what = 'audit_event')",
    weekends: "(SELECT 1 FROM covered_day WHERE what = 'audit_event' AND isodow(site_day) >= 6)",
    concern: 'current_concern',
    education: "(SELECT 1 FROM current_benefit WHERE kind = 'education' AND \"language\" <> '')",
    'teach-back': "(SELECT 1 FROM current_benefit WHERE kind = 'teach-back')",
  };
  const missing = new Set<string>(timeZone === null ? ['time-zone'] : []);
  for (const [need, table] of Object.entries(tables)) {
    const rows = await engine.json(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length === 0) missing.add(need);
  }
  return missing;
}

/** One line a missing thing: what cannot be told without it, and how to get it. */
export function missingTables(
  missing: ReadonlySet<string>,
  definitions: readonly MeasureDefinition[],
): MissingTable[] {
  return [...missing].sort().flatMap((need) => {
    const ids = definitions
      .filter(({ needs, judgedNeeds }) => needs.includes(need) || judgedNeeds.includes(need))
      .map(({ id }) => id);
    if (ids.length === 0) return [];
    return [{ table: need, why: `needed for ${ids.join(', ')}`, how: HOW[need] ?? 'see docs/measures' }];
  });
}
