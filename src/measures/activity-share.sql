-- id: activity-share
-- title: Share of EHR time by activity
-- unit: share
-- kind: share
-- side: burden
-- needs: audit_event
-- by: activity
-- split: activity
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 3600000000000000 picoseconds an hour, of both
-- definition: Active hours in the activity, divided by all active hours, over the period's rows.
-- reference: 5.9 h of EHR time a day; clerical 44.2%, inbox 23.7% (Arndt, AFM 2017)
-- criticism: What belongs to which activity is decided in tools.yaml; another mapping gives other shares.
-- criticism: Shares always add up to the whole: one activity grows when another is made shorter, with not a minute more work.
SELECT u.user_id AS cluster_id, a.activity, '300' AS cutoff, coalesce(n.active, 0) AS numerator, u.active AS denominator
FROM (SELECT user_id, sum(active_ps_300) AS active FROM clinician_work GROUP BY user_id) u
CROSS JOIN (SELECT DISTINCT activity FROM clinician_work WHERE activity <> '') a
LEFT JOIN (SELECT user_id, activity, sum(active_ps_300) AS active FROM clinician_work GROUP BY user_id, activity) n
  ON n.user_id = u.user_id AND n.activity = a.activity
UNION ALL
SELECT u.user_id AS cluster_id, a.activity, '180' AS cutoff, coalesce(n.active, 0) AS numerator, u.active AS denominator
FROM (SELECT user_id, sum(active_ps_180) AS active FROM clinician_work GROUP BY user_id) u
CROSS JOIN (SELECT DISTINCT activity FROM clinician_work WHERE activity <> '') a
LEFT JOIN (SELECT user_id, activity, sum(active_ps_180) AS active FROM clinician_work GROUP BY user_id, activity) n
  ON n.user_id = u.user_id AND n.activity = a.activity
UNION ALL
SELECT u.user_id AS cluster_id, a.activity, '60' AS cutoff, coalesce(n.active, 0) AS numerator, u.active AS denominator
FROM (SELECT user_id, sum(active_ps_60) AS active FROM clinician_work GROUP BY user_id) u
CROSS JOIN (SELECT DISTINCT activity FROM clinician_work WHERE activity <> '') a
LEFT JOIN (SELECT user_id, activity, sum(active_ps_60) AS active FROM clinician_work GROUP BY user_id, activity) n
  ON n.user_id = u.user_id AND n.activity = a.activity
