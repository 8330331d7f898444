-- id: silent-changes
-- title: Silent changes per encounter
-- unit: silent changes per encounter
-- kind: rate
-- side: burden
-- needs: silent_change
-- by: tool, specialty, stratum, class
-- split: tool
-- definition: Changes that decision support made by itself (system actions of CDS Hooks), without a card that anybody accepted, divided by encounters.
-- definition: Only a change that names its encounter belongs to one. By tool: the encounters in which it was touched, by a logged action or by a change of its own.
-- reference: none
-- criticism: A silent change can be the best kind of help: it asks nobody. The figure says how much happens unseen, not whether it was right.
SELECT e.cluster_id, e.h AS encounter_id, e.p AS patient_id, e.begins AS "at", CAST(NULL AS varchar) AS tool, coalesce(s.changes, 0) AS numerator, 1 AS denominator
FROM encounter_covered c
JOIN encounter_figures e ON e.h = c.h
LEFT JOIN (SELECT h, sum(changes) AS changes FROM encounter_silent GROUP BY h) s ON s.h = c.h
WHERE c.what = 'silent_change'
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, s.tool, s.changes, 1
FROM encounter_covered c
JOIN encounter_figures e ON e.h = c.h
JOIN encounter_silent s ON s.h = c.h
WHERE c.what = 'silent_change' AND s.tool <> ''
