-- id: tools-per-encounter
-- title: Tools per encounter
-- unit: tools per encounter
-- kind: rate
-- side: burden
-- needs: audit_event
-- by: specialty, stratum, class
-- definition: Distinct tools touched by the encounter's logged actions, divided by encounters. Neither what is unmapped nor this app counts.
-- reference: none
-- criticism: What one tool is, is decided in tools.yaml: a suite mapped as one looks simpler than five small programs.
-- criticism: Each tool may be there for a good reason; how many there are does not say which one to take away.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", tools AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_audit
