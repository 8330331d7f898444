-- id: response-coverage
-- title: Share of alerts with any answer
-- unit: share
-- kind: share
-- side: burden
-- needs: alert
-- judging: alert_answer
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes with any answer, divided by alert episodes. No answer is a third state, never an override.
-- reference: none
-- criticism: An answer may be missing from the feed and not from the work.
-- criticism: Some alerts are meant to be read and need no answer; their silence is no sign of neglect.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN a.response <> '' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
