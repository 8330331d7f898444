-- id: activity-share
-- title: Share of EHR time by activity
-- unit: share
-- kind: share
-- side: burden
-- needs: audit_event
-- by: activity
-- split: activity
-- overall: activity, added
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 3600000000000000 picoseconds an hour, of both
-- definition: Active hours in the activity, divided by all active hours, over the period's rows.
-- reference: 5.9 h of EHR time a day; clerical 44.2%, inbox 23.7% (Arndt, AFM 2017)
-- criticism: What belongs to which activity is decided in tools.yaml; another mapping gives other shares.
-- criticism: Shares always add up to the whole: one activity grows when another is made shorter, with not a minute more work.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, CAST(NULL AS varchar) AS activity, cutoff, active_ps AS numerator, active_ps AS denominator
FROM clinician_time
UNION ALL
SELECT user_id, NULL, NULL, activity, cutoff, sum(active_ps), 0
FROM clinician_time
WHERE activity <> ''
GROUP BY user_id, activity, cutoff
