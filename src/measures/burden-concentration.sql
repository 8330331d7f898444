-- id: burden-concentration
-- title: Concentration of alerts on few people
-- unit: share
-- kind: concentration
-- side: burden
-- judged: false
-- needs: alert
-- by: alert_key
-- split: alert_key
-- variants: top-10, top-1, gini
-- definition: The share of alert episodes that fell on the busiest 10% (variant top-10) and 1% (top-1) of the clinicians who got any, and the Gini index of
-- definition: episodes over them (gini: 0 where all have alike many, towards 1 where one has all). The groups are the smallest whole number of people not under 10% or 1%.
-- definition: Shown, never judged; a group smaller than the site's smallest group is not shown.
-- reference: one alert fired 3,550 times in a year to one clinician (Phrase Burden Index paper)
-- criticism: Who works more gets more: unequal alerts may be equal in the hour. It says where to look, and never at whom.
SELECT user_id AS cluster_id, CAST(NULL AS varchar) AS alert_key, 'top-10' AS cutoff, count(*) AS "value"
FROM alert_of_period
WHERE user_id <> ''
GROUP BY user_id
UNION ALL
SELECT user_id, alert_key, 'top-10', count(*)
FROM alert_of_period
WHERE user_id <> '' AND alert_key <> ''
GROUP BY user_id, alert_key
UNION ALL
SELECT user_id AS cluster_id, CAST(NULL AS varchar) AS alert_key, 'top-1' AS cutoff, count(*) AS "value"
FROM alert_of_period
WHERE user_id <> ''
GROUP BY user_id
UNION ALL
SELECT user_id, alert_key, 'top-1', count(*)
FROM alert_of_period
WHERE user_id <> '' AND alert_key <> ''
GROUP BY user_id, alert_key
UNION ALL
SELECT user_id AS cluster_id, CAST(NULL AS varchar) AS alert_key, 'gini' AS cutoff, count(*) AS "value"
FROM alert_of_period
WHERE user_id <> ''
GROUP BY user_id
UNION ALL
SELECT user_id, alert_key, 'gini', count(*)
FROM alert_of_period
WHERE user_id <> '' AND alert_key <> ''
GROUP BY user_id, alert_key
