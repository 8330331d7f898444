-- id: dwell-under-3-s
-- title: Share of alerts answered within 3 s
-- unit: share
-- kind: share
-- side: burden
-- needs: alert, alert_answer
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes answered in less than 3 s, divided by those with a dwell time (see dwell-time).
-- reference: 67% inpatient, 39% outpatient (Elias 2019)
-- criticism: Somebody who has met the same alert often can know the right answer within three seconds.
-- criticism: Only answers that have an instant count; what was never answered is not in it.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN a.dwell_us < 3000000 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
WHERE a.dwell_us IS NOT NULL
