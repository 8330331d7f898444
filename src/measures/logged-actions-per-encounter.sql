-- id: logged-actions-per-encounter
-- title: Logged actions per encounter
-- unit: logged actions per encounter
-- kind: rate
-- side: burden
-- judged: false
-- needs: audit_event
-- by: tool, activity, specialty, stratum, class
-- split: tool, activity
-- definition: Rows of the audit log attributed to the encounter, divided by encounters. It measures how chatty the software is as much as what a
-- definition: person did: shown, never compared between tools, never judged. A logged action is not a click.
-- definition: By tool or activity: the encounters in which it was touched.
-- reference: no comparable norm
-- criticism: It measures how chatty the software is as much as what a person did; for that reason it is never judged.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, CAST(NULL AS varchar) AS activity,
  logged_actions AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, CAST(NULL AS varchar), t.logged_actions, 1
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, CAST(NULL AS varchar), a.activity, a.logged_actions, 1
FROM encounter_figures e
JOIN encounter_activity a ON a.h = e.h
WHERE e.in_audit
