-- id: concerns-raised
-- title: Concerns raised
-- unit: concerns per thousand alerts
-- kind: rate
-- side: benefit
-- needs: alert, concern
-- by: tool
-- split: tool
-- scale: 1000 alerts in a thousand, of both
-- definition: Concerns raised in the period, divided by the thousands of its alert episodes, over the days that both feeds cover.
-- definition: By tool: concerns about the tool, and alerts of the tool. A concern is counted with the alerts of the clinician responsible for the encounter it
-- definition: names, else with those of another, so that none is lost.
-- reference: none
-- criticism: Few concerns can mean that all is well, or that nobody dares to speak or expects to be heard.
-- criticism: The button has to be known: the figure follows how it was introduced.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", CAST(NULL AS varchar) AS tool, 0 AS numerator, 1 AS denominator
FROM alert_of_period a
JOIN covered_day d ON d.site_day = a.site_day
WHERE d.what = 'concern'
UNION ALL
SELECT c.cluster_id, CAST(NULL AS varchar), CAST(NULL AS varchar), c.raised, CAST(NULL AS varchar), 1000, 0
FROM concern_of_period c
JOIN covered_day d ON d.site_day = c.site_day
WHERE d.what = 'alert'
UNION ALL
SELECT a.user_id, a.encounter_id, a.patient_id, a.occurred, a.tool, 0, 1
FROM alert_of_period a
JOIN covered_day d ON d.site_day = a.site_day
WHERE d.what = 'concern' AND a.tool <> ''
UNION ALL
SELECT c.cluster_id, CAST(NULL AS varchar), CAST(NULL AS varchar), c.raised, c.tool, 1000, 0
FROM concern_of_period c
JOIN covered_day d ON d.site_day = c.site_day
WHERE d.what = 'alert' AND c.tool <> ''
