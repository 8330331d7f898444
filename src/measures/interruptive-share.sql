-- id: interruptive-share
-- title: Share of alerts that interrupt
-- unit: share
-- kind: share
-- side: burden
-- needs: alert
-- by: tool, alert_key, specialty, stratum, class
-- definition: Interruptive alert episodes, divided by the alert episodes of which that is known: by the alert itself, else by alerts.yaml.
-- reference: outcomes better in 79% of hard-stop studies, unintended effects in 11 of 32 (Powers 2018)
-- criticism: Whether an alert interrupts is often known only from alerts.yaml, which is what the site believes and not what was seen.
-- criticism: An interruption may be right: hard stops improved outcomes in most of the studies that looked, and had unintended effects in a third of them.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN a.interruptive = 'true' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
WHERE a.interruptive <> 'unknown'
