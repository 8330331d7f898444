-- id: override-appropriateness
-- title: Share of reviewed overrides that were appropriate
-- unit: share
-- kind: share
-- side: burden
-- needs: alert, alert_answer, override_review
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert episodes overridden for good reason, divided by the overridden episodes that the site had reviewed (table override_review). A review that
-- definition: could not tell is in neither; nor is a review of an alert that was not overridden.
-- reference: 29.4-100%
-- reference: 92.9% overridden while only 7.3% of alerts were appropriate and 92.4% of responses were (JMIR 2022): a high override rate condemns the alert, not the clinician
-- criticism: It is as good as the sample: who chose the overrides to be reviewed, and how, is not known here.
-- criticism: Reviewers know how it ended; who overrode the alert did not.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN o.appropriate THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM override_reviewed o
JOIN alert_of_period a ON a.episode_no = o.episode_no
