-- id: dwell-time
-- title: Time from alert to answer
-- unit: seconds
-- kind: median
-- side: burden
-- needs: alert, alert_answer
-- by: tool, alert_key, specialty, stratum, class
-- scale: 1000000 microseconds a second
-- definition: Median of the time from an alert being shown to its answer. One value an episode: its first answer and the firing that it answers,
-- definition: where that was shown (not only returned by a service) and the answer has an instant.
-- reference: median 8 s (McDaniel 2016)
-- criticism: A quick answer may be a practised one and a slow one an interruption in between: time is not attention.
-- criticism: Only answers that have an instant count; what was never answered is not in it.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key, a.dwell_us AS "value"
FROM alert_of_period a
WHERE a.dwell_us IS NOT NULL
