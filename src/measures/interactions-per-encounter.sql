-- id: interactions-per-encounter
-- title: Interactions per encounter
-- unit: interactions per encounter
-- kind: rate
-- side: burden
-- needs: audit_event
-- by: tool, activity, specialty, stratum, class
-- split: tool, activity
-- definition: Runs of one user's logged actions in one tool and patient with gaps of at most 2 s each, counted once, divided by encounters.
-- definition: By tool or activity: the encounters in which it was touched.
-- reference: no comparable norm: judge against the site's own baseline
-- criticism: Runs are built from logged rows: software that logs less appears to ask for less.
-- criticism: Two seconds is a convention; it fits a mouse better than dictation.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, CAST(NULL AS varchar) AS activity,
  interactions AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, CAST(NULL AS varchar), t.interactions, 1
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, CAST(NULL AS varchar), a.activity, a.interactions, 1
FROM encounter_figures e
JOIN encounter_activity a ON a.h = e.h
WHERE e.in_audit
