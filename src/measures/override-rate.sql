-- id: override-rate
-- title: Override rate
-- unit: share
-- kind: share
-- side: burden
-- needs: alert, alert_answer
-- by: tool, alert_key, specialty, stratum, class
-- variants: answered, all
-- agree: all
-- definition: Alert episodes overridden, divided by those accepted or overridden (variant answered); judged also as overridden or unanswered, divided
-- definition: by all (variant all). Where the two verdicts differ, fewer than half were answered, or the feed knows only one kind of answer: cannot tell.
-- reference: 49-96% (van der Sijs, JAMIA 2006)
-- reference: 93% (Bryant 2014)
-- reference: 46.2-96.2% (JMIR review 2020)
-- criticism: A high rate may condemn the alert and not the clinician: in one review 92.9% of the alerts were overridden, and 92.4% of the responses were right.
-- criticism: A rate says nothing of the one alert that should not have been overridden.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key, 'answered' AS cutoff,
  k.kinds = 1 AS one_kind, CASE WHEN a.response = 'overridden' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
JOIN (SELECT server, feed, count(DISTINCT response) AS kinds FROM alert_of_period WHERE response <> '' GROUP BY server, feed) k ON k.server = a.server AND k.feed = a.feed
WHERE a.response <> ''
UNION ALL
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key, 'all',
  FALSE, CASE WHEN a.response = 'accepted' THEN 0 ELSE 1 END AS numerator, 1 AS denominator
FROM alert_of_period a
