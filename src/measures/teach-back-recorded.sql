-- id: teach-back-recorded
-- title: Share of encounters with a teach-back record
-- unit: share
-- kind: share
-- side: benefit
-- needs: teach-back
-- by: specialty, stratum, class
-- definition: Encounters with a record of teach-back (the patient said in their own words what they took away), divided by encounters.
-- reference: medication recall after a summary 53% (randomised trial)
-- criticism: Recorded is not done, and done is not always recorded: a required tick box can lift it without a word being said.
SELECT e.cluster_id, e.h AS encounter_id, e.p AS patient_id, e.begins AS "at", CASE WHEN g.teach_back THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM encounter_covered c
JOIN encounter_figures e ON e.h = c.h
LEFT JOIN encounter_education g ON g.h = c.h
WHERE c.what = 'benefit'
