-- id: alerts-per-clinician-day
-- title: Alerts per clinician day
-- unit: alerts per clinician day
-- kind: rate
-- side: burden
-- needs: alert, audit_event
-- by: tool
-- split: tool
-- definition: Alert episodes of the period, attributed or not, divided by the days on which a clinician had a logged action.
-- reference: 0.08-3.34 over six paediatric systems (Orenstein, JAMIA 2021)
-- criticism: A day with one logged action weighs like a day of twelve hours, so part-time work and long shifts are averaged away.
-- criticism: The choice of denominator changes who looks worst: read it beside the alerts per encounter.
SELECT user_id AS cluster_id, site_day AS "at", CAST(NULL AS varchar) AS tool, 0 AS numerator, 1 AS denominator
FROM clinician_day
UNION ALL
SELECT a.user_id, a.site_day, CAST(NULL AS varchar), 1, 0
FROM alert_of_period a JOIN covered_day c ON c.site_day = a.site_day
WHERE c.what = 'audit_event'
UNION ALL
SELECT d.user_id, d.site_day, t.tool, 0, 1
FROM clinician_day d CROSS JOIN (SELECT DISTINCT tool FROM alert_of_period WHERE tool <> '') t
UNION ALL
SELECT a.user_id, a.site_day, a.tool, 1, 0
FROM alert_of_period a JOIN covered_day c ON c.site_day = a.site_day
WHERE c.what = 'audit_event' AND a.tool <> ''
