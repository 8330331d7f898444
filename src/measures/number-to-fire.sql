-- id: number-to-fire
-- title: Alerts fired for one accepted
-- unit: alerts per accepted alert
-- kind: rate
-- side: burden
-- needs: alert, alert_answer
-- by: alert_key, tool
-- split: alert_key, tool
-- definition: Alert episodes, divided by those accepted (the number needed to alert). Where none was accepted there is none. Alerts of clinicians who accepted
-- definition: none are counted with those of the first, by id, who accepted one, so that they are not lost.
-- reference: 0.32-0.55 of encounters completed the action (maternal intimate-partner screening alert, 2023)
-- criticism: It is acted-on-share turned over; an alert that stops one death may be worth a thousand firings.
SELECT CASE WHEN u.accepted > 0 THEN a.user_id ELSE f.user_id END AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at",
  CAST(NULL AS varchar) AS alert_key, CAST(NULL AS varchar) AS tool, 1 AS numerator, CASE WHEN a.response = 'accepted' THEN 1 ELSE 0 END AS denominator
FROM alert_of_period a
JOIN (SELECT user_id, sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END) AS accepted FROM alert_of_period GROUP BY user_id) u ON u.user_id = a.user_id
CROSS JOIN (SELECT coalesce(min(nullif(user_id, '')), min(user_id)) AS user_id FROM alert_of_period WHERE response = 'accepted') f
UNION ALL
SELECT CASE WHEN u.accepted > 0 THEN a.user_id ELSE f.user_id END, a.encounter_id, a.patient_id, a.occurred,
  a.alert_key, CAST(NULL AS varchar), 1, CASE WHEN a.response = 'accepted' THEN 1 ELSE 0 END
FROM alert_of_period a
JOIN (SELECT user_id, alert_key, sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END) AS accepted FROM alert_of_period GROUP BY user_id, alert_key) u
  ON u.user_id = a.user_id AND u.alert_key = a.alert_key
LEFT JOIN (SELECT alert_key, coalesce(min(nullif(user_id, '')), min(user_id)) AS user_id FROM alert_of_period WHERE response = 'accepted' GROUP BY alert_key) f ON f.alert_key = a.alert_key
UNION ALL
SELECT CASE WHEN u.accepted > 0 THEN a.user_id ELSE f.user_id END, a.encounter_id, a.patient_id, a.occurred,
  CAST(NULL AS varchar), a.tool, 1, CASE WHEN a.response = 'accepted' THEN 1 ELSE 0 END
FROM alert_of_period a
JOIN (SELECT user_id, tool, sum(CASE WHEN response = 'accepted' THEN 1 ELSE 0 END) AS accepted FROM alert_of_period GROUP BY user_id, tool) u
  ON u.user_id = a.user_id AND u.tool = a.tool
LEFT JOIN (SELECT tool, coalesce(min(nullif(user_id, '')), min(user_id)) AS user_id FROM alert_of_period WHERE response = 'accepted' GROUP BY tool) f ON f.tool = a.tool
WHERE a.tool <> ''
