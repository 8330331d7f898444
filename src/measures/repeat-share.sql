-- id: repeat-share
-- title: Share of alerts that repeat
-- unit: share
-- kind: share
-- side: burden
-- needs: alert
-- by: tool, alert_key, specialty, stratum, class
-- variants: 86400, 31536000
-- definition: Alert episodes whose key had fired before for the same patient to the same clinician within 24 hours (variant 86400, in seconds) or within
-- definition: 365 days (variant 31536000), divided by alert episodes. The earlier firing belongs to an earlier episode.
-- reference: acceptance -30% per extra reminder in an encounter, -10% per +5 points of repeats (Ancker 2017)
-- criticism: A repeat may be meant: what was dangerous yesterday can be dangerous today.
-- criticism: Only repeats to the same clinician count: three colleagues who are asked once each make no repeat.
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key, '86400' AS cutoff,
  CASE WHEN r.since_us <= 86400000000 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
JOIN alert_repeat r ON r.episode_no = a.episode_no
UNION ALL
SELECT a.user_id AS cluster_id, a.encounter_id, a.patient_id, a.occurred AS "at", a.tool, a.alert_key, '31536000',
  CASE WHEN r.since_us <= 31536000000000 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM alert_of_period a
JOIN alert_repeat r ON r.episode_no = a.episode_no
