-- id: undivided-attention
-- title: Time of a visit without the screen
-- unit: share
-- kind: share
-- side: benefit
-- needs: audit_event, encounter
-- judging: visit-work
-- by: specialty, stratum, class
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 3600000000000000 picoseconds an hour, of both
-- definition: The visit less the active EHR time inside it, divided by the visit. Visits are encounters with a start and a later end as given, of any class but
-- definition: inpatient, observation and emergency. Inside it is the time of all logged actions of the visit whose instant lies in it; at most the visit itself.
-- reference: Sinsky, JAMIA 2020; ATTN-PT (Chen, ACI 2022); desk and EHR 49.2%, face to face 27.0% of the day (Sinsky, Annals 2016)
-- criticism: Time without the screen is only room for attention: nobody can see in a log whether it was given.
-- criticism: A visit whose people do not appear in the log counts as undivided: look first at how much of the work is logged.
-- criticism: Starts and ends are often those of the schedule, not of the conversation; looking at the screen together counts as divided.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", '300' AS cutoff,
  CASE WHEN inside_ps_300 < 1000000 * CAST(visit_us AS decimal(38, 0)) THEN 1000000 * CAST(visit_us AS decimal(38, 0)) - inside_ps_300 ELSE 0 END AS numerator, 1000000 * CAST(visit_us AS decimal(38, 0)) AS denominator
FROM encounter_figures
WHERE in_audit AND visit_us IS NOT NULL
UNION ALL
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", '180' AS cutoff,
  CASE WHEN inside_ps_180 < 1000000 * CAST(visit_us AS decimal(38, 0)) THEN 1000000 * CAST(visit_us AS decimal(38, 0)) - inside_ps_180 ELSE 0 END AS numerator, 1000000 * CAST(visit_us AS decimal(38, 0)) AS denominator
FROM encounter_figures
WHERE in_audit AND visit_us IS NOT NULL
UNION ALL
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", '60' AS cutoff,
  CASE WHEN inside_ps_60 < 1000000 * CAST(visit_us AS decimal(38, 0)) THEN 1000000 * CAST(visit_us AS decimal(38, 0)) - inside_ps_60 ELSE 0 END AS numerator, 1000000 * CAST(visit_us AS decimal(38, 0)) AS denominator
FROM encounter_figures
WHERE in_audit AND visit_us IS NOT NULL
