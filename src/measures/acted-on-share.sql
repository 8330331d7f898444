-- id: acted-on-share
-- title: Share of alerts acted on
-- unit: share
-- kind: share
-- side: benefit
-- needs: alert
-- judging: alert_answer, acceptance
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes accepted, divided by all alert episodes. One without an answer is not acted on.
-- reference: acted on 8% before a redesign, goal 30% (VUMC 2020, secondary source)
-- criticism: That advice was taken does not show that it was right: acceptance is not appropriateness.
-- criticism: An alert for a rare and grave event may be seldom taken and still be worth all its firings.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN a.response = 'accepted' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
