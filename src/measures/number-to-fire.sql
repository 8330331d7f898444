-- id: number-to-fire
-- title: Alerts fired for one accepted
-- unit: alerts per accepted alert
-- kind: rate
-- side: burden
-- needs: alert, alert_answer
-- by: alert_key, tool
-- definition: Alert episodes, divided by those accepted (the number needed to alert). Where none was accepted there is none. Alerts of clinicians who accepted
-- definition: none count too.
-- reference: 0.32-0.55 of encounters completed the action (maternal intimate-partner screening alert, 2023)
-- criticism: It is acted-on-share turned over; an alert that stops one death may be worth a thousand firings.
SELECT user_id AS cluster_id, encounter_id, patient_id, occurred AS "at", alert_key, tool, 1 AS numerator, CASE WHEN response = 'accepted' THEN 1 ELSE 0 END AS denominator
FROM alert_of_period
