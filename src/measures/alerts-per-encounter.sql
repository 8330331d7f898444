-- id: alerts-per-encounter
-- title: Alerts per encounter
-- unit: alerts per encounter
-- kind: rate
-- side: burden
-- needs: alert
-- by: tool, specialty, stratum, class
-- split: tool
-- definition: Alert episodes attributed to the encounter, divided by encounters.
-- definition: By tool: the encounters in which it was touched, by a logged action or by an alert of its own.
-- reference: 0.06-0.76 over six paediatric systems (Orenstein, JAMIA 2021)
-- reference: one redesign 0.36 to 0.07 per encounter (ACI)
-- criticism: The choice of denominator changes who looks worst: read it beside the alerts per clinician day.
-- criticism: It counts a warning that saved a life like one that told nothing new.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, alerts AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_alerts
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, t.alerts, 1
FROM encounter_figures e
JOIN encounter_alert_tool t ON t.h = e.h
WHERE e.in_alerts
