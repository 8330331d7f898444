-- id: tool-reach
-- title: Reach of tools
-- unit: share
-- kind: share
-- side: benefit
-- needs: audit_event
-- by: tool, stratum, class
-- split: tool
-- overall: tool
-- definition: Encounters that the tool touched, divided by all encounters. Without a tool: those that any mapped tool touched. A tool that touched
-- definition: no encounter of the period has no figure: nothing tells it from a tool that nobody has.
-- reference: portal offer: adjusted relative risk 0.65 Spanish vs English (ACI 2026)
-- criticism: Touched is not helped: a tool may be opened for everybody and serve few.
-- criticism: A tool that some patients do not need should reach fewer of them.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool,
  CASE WHEN tools > 0 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, 1, 0
FROM encounter_figures e
JOIN encounter_tool t ON t.h = e.h
WHERE e.in_audit
