-- id: alerts-per-inpatient-day
-- title: Alerts per inpatient day
-- unit: alerts per inpatient day
-- kind: rate
-- side: burden
-- needs: alert, encounter
-- by: tool, specialty, stratum, class
-- split: tool
-- definition: Alert episodes attributed to inpatient encounters (class IMP, ACUTE or NONAC), divided by the site days on which those were open, first and last
-- definition: day included. A stay that is still open counts up to the last day that the alert feeds cover; one that never began has no day.
-- definition: By tool: the stays in which it was touched, by a logged action or by an alert of its own.
-- reference: 0.22-1.06 over six paediatric systems (Orenstein, JAMIA 2021)
-- criticism: A stay over one midnight has two days: short stays look lighter than by hours.
-- criticism: Observation and emergency visits are left out, however long they last.
SELECT e.cluster_id, e.h AS encounter_id, e.p AS patient_id, e.begins AS "at", CAST(NULL AS varchar) AS tool, e.alerts AS numerator, s.days AS denominator
FROM inpatient_stay s
JOIN encounter_figures e ON e.h = s.h
WHERE e.in_alerts
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, t.alerts, s.days
FROM inpatient_stay s
JOIN encounter_figures e ON e.h = s.h
JOIN encounter_alert_tool t ON t.h = s.h
WHERE e.in_alerts
