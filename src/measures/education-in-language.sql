-- id: education-in-language
-- title: Share of encounters with education in the patient's language
-- unit: share
-- kind: share
-- side: benefit
-- needs: education
-- by: specialty, stratum, class
-- definition: Encounters with education or an after-visit summary in the patient's preferred language, divided by the encounters of patients whose preferred
-- definition: language is known. Languages are compared by their first subtag (es and es-US are one). An encounter whose education does not say in which
-- definition: language it is, and has no other that fits, is in neither. Given is not understood.
-- reference: 15.2% of non-English speakers got an English summary (JABFM 2019)
-- criticism: A proxy: it says what was given, never whether it was read or understood.
-- criticism: What an interpreter explained at the bedside leaves no trace here.
SELECT e.cluster_id, e.h AS encounter_id, e.p AS patient_id, e.begins AS "at", CASE WHEN g.in_language THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM encounter_covered c
JOIN encounter_figures e ON e.h = c.h
JOIN stratum s ON s.p = e.p AND s.stratifier = 'language' AND s."value" <> 'missing'
LEFT JOIN encounter_education g ON g.h = c.h AND g.education
WHERE c.what = 'benefit' AND (g.h IS NULL OR g.in_language IS NOT NULL)
