-- id: hazards-mitigated
-- title: Share of detected hazards mitigated
-- unit: share
-- kind: share
-- side: benefit
-- needs: benefit
-- by: tool, stratum
-- definition: DetectedIssue resources with a mitigation, divided by DetectedIssue resources of the period.
-- reference: none
-- criticism: A hazard that was dealt with and not recorded counts as left open.
-- criticism: The denominator holds only hazards that some system was able to see.
SELECT max(cluster_id) AS cluster_id, max(encounter_id) AS encounter_id, max(patient_id) AS patient_id, min(occurred) AS "at", max(tool) AS tool,
  max(CASE WHEN kind = 'hazard-mitigated' THEN 1 ELSE 0 END) AS numerator, 1 AS denominator
FROM benefit_of_period
WHERE kind IN ('hazard', 'hazard-mitigated')
GROUP BY benefit_id
