-- id: prevention-acted-on
-- title: Share of prevention reminders acted on
-- unit: share
-- kind: share
-- side: benefit
-- needs: alert
-- judging: alert_answer, acceptance
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes accepted, divided by all alert episodes, of the keys whose purpose alerts.yaml gives as prevention. One without an answer is not
-- definition: acted on.
-- reference: reminder performance 2.7% (Einbinder 2014)
-- criticism: Accepted is not done: a screening that was ordered may never take place.
-- criticism: A reminder passed over at one visit and followed at the next counts as one acted on of two.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN a.response = 'accepted' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
WHERE a.purpose = 'prevention'
