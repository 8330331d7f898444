-- id: alerts-per-clinician-day
-- title: Alerts per clinician day
-- unit: alerts per clinician day
-- kind: rate
-- side: burden
-- needs: alert, audit_event
-- by: tool
-- split: tool
-- definition: Alert episodes of the period, attributed or not, divided by the days on which the clinician had a logged action.
-- reference: 0.08-3.34 over six paediatric systems (Orenstein, JAMIA 2021)
-- criticism: A day with one logged action weighs like a day of twelve hours, so part-time work and long shifts are averaged away.
-- criticism: The choice of denominator changes who looks worst: read it beside the alerts per encounter.
SELECT d.user_id AS cluster_id, CAST(NULL AS varchar) AS tool, coalesce(n.alerts, 0) AS numerator, d.days AS denominator
FROM (SELECT user_id, count(*) AS days FROM clinician_day GROUP BY user_id) d
LEFT JOIN (SELECT a.user_id, count(*) AS alerts FROM alert_of_period a JOIN covered_day c ON c.site_day = a.site_day WHERE c.what = 'audit_event' GROUP BY a.user_id) n ON n.user_id = d.user_id
UNION ALL
SELECT d.user_id, t.tool, coalesce(n.alerts, 0), d.days
FROM (SELECT user_id, count(*) AS days FROM clinician_day GROUP BY user_id) d
CROSS JOIN (SELECT DISTINCT tool FROM alert_of_period WHERE tool <> '') t
LEFT JOIN (SELECT a.user_id, a.tool, count(*) AS alerts FROM alert_of_period a JOIN covered_day c ON c.site_day = a.site_day WHERE c.what = 'audit_event' GROUP BY a.user_id, a.tool) n ON n.user_id = d.user_id AND n.tool = t.tool
