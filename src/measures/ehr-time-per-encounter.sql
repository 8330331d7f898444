-- id: ehr-time-per-encounter
-- title: Active EHR time per encounter
-- unit: minutes per encounter
-- kind: mean
-- side: burden
-- needs: audit_event
-- by: tool, activity, specialty, stratum, class
-- split: tool, activity
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 60000000000000 picoseconds a minute
-- definition: Active minutes attributed to the encounter, divided by encounters. The gap to the user's next later row is credited in full when it is
-- definition: at most the idle cutoff (300 s; 180 and 60 s beside it), else not at all.
-- definition: By tool or activity: the encounters in which it was touched.
-- reference: 16 min 14 s: chart review 33%, documentation 24%, orders 17%; 11% after hours (Overhage & McCallie, Annals 2020)
-- criticism: The idle cutoff is a convention: vendors and studies use anything from 5 s to 10 min, so no vendor's figure can be set beside this one.
-- criticism: Time in the record may be time for the patient: reading the chart well is care.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, CAST(NULL AS varchar) AS activity,
  '300' AS cutoff, active_ps_300 AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, CAST(NULL AS varchar), '300', t.active_ps_300, 1
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, CAST(NULL AS varchar), a.activity, '300', a.active_ps_300, 1
FROM encounter_figures e
JOIN encounter_activity a ON a.h = e.h
WHERE e.in_audit
UNION ALL
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, CAST(NULL AS varchar) AS activity,
  '180' AS cutoff, active_ps_180 AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, CAST(NULL AS varchar), '180', t.active_ps_180, 1
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, CAST(NULL AS varchar), a.activity, '180', a.active_ps_180, 1
FROM encounter_figures e
JOIN encounter_activity a ON a.h = e.h
WHERE e.in_audit
UNION ALL
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, CAST(NULL AS varchar) AS activity,
  '60' AS cutoff, active_ps_60 AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, CAST(NULL AS varchar), '60', t.active_ps_60, 1
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, CAST(NULL AS varchar), a.activity, '60', a.active_ps_60, 1
FROM encounter_figures e
JOIN encounter_activity a ON a.h = e.h
WHERE e.in_audit
