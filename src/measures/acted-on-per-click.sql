-- id: acted-on-per-click
-- title: Alerts acted on per click
-- unit: accepted alerts per click or logged action
-- kind: rate
-- side: benefit
-- needs: alert, alert_answer
-- judging: ui_interval
-- by: specialty, stratum, class
-- variants: clicks, logged-actions
-- definition: Alert episodes accepted, divided by the clicks and keyboard activations (telemetry of the whole EHR) spent in the same encounters. Variant
-- definition: logged-actions, shown beside it and never judged: divided by their logged actions, which are no clicks.
-- reference: none
-- criticism: Most clicks of an encounter have nothing to do with its alerts: it is a price of all that was done, not of one alert.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", 'clicks' AS cutoff, alerts_accepted AS numerator, clicks AS denominator
FROM encounter_figures
WHERE in_alerts AND in_telemetry AND clicks IS NOT NULL
UNION ALL
SELECT cluster_id, h, p, begins, 'logged-actions', alerts_accepted, logged_actions
FROM encounter_figures
WHERE in_alerts AND in_audit
