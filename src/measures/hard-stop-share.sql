-- id: hard-stop-share
-- title: Share of alerts that are hard stops
-- unit: share
-- kind: share
-- side: burden
-- needs: alert
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes of keys that alerts.yaml marks as a hard stop, divided by the alert episodes of keys of which it says that they are one or
-- definition: none. A key of which it says nothing is unknown, and in neither.
-- reference: outcomes better in 79% of hard-stop studies, unintended effects in 11 of 32 (Powers 2018)
-- criticism: It is as good as the site's alert map: keys that nobody has described yet are left out.
-- criticism: A hard stop can be right: some must not be passed. The share says how often people were stopped, not whether they should have been.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN f.hard_stop = 'true' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
JOIN alert_fact f ON f.alert_key = a.alert_key
WHERE f.hard_stop <> 'unknown'
