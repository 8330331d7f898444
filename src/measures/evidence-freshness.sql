-- id: evidence-freshness
-- title: Share of alert firings with evidence reviewed in the last 24 months
-- unit: share
-- kind: share
-- side: benefit
-- needs: alert
-- by: tool, alert_key, specialty, stratum, class
-- definition: Alert firings of the period whose evidence was reviewed (alerts.yaml: evidence, reviewed) no longer than 24 calendar months before the site day of
-- definition: the firing, that day included, or later, divided by the firings of keys of which that day is known. Firings, not episodes: what is old is old each time.
-- reference: none
-- criticism: A date of review says that somebody looked, not what they found.
-- criticism: alerts.yaml holds the last review only: one made since makes older firings fresh too.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key,
  CASE WHEN v.reviewed >= f.site_day - INTERVAL '24' MONTH THEN f.firings ELSE 0 END AS numerator, f.firings AS denominator
FROM alert_firing_day f
JOIN alert_episode a ON a.episode_no = f.episode_no
JOIN alert_evidence v ON v.alert_key = a.alert_key
