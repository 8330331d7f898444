-- id: attention-switching
-- title: Changes of patient per hour
-- unit: changes per active hour
-- kind: rate
-- side: burden
-- needs: audit_event
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 1 of the numerator, 3600000000000000 picoseconds an hour of the denominator
-- definition: How often a clinician's next logged action that names a patient names another, at most the idle cutoff later, divided by active hours. It belongs to
-- definition: the earlier action. Actions without a patient are passed over.
-- reference: more switching went with more EHR time and with wrong-patient errors (Lou, BJA 2022)
-- criticism: Going through results or a list of messages changes the patient by its nature; that is not the same as being torn away.
-- criticism: Many patients in few hours is often a staffing matter, not the tool's.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, site_day AS "at", '300' AS cutoff, changes_300 AS numerator, active_ps_300 AS denominator
FROM clinician_work
UNION ALL
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, site_day AS "at", '180' AS cutoff, changes_180 AS numerator, active_ps_180 AS denominator
FROM clinician_work
UNION ALL
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, site_day AS "at", '60' AS cutoff, changes_60 AS numerator, active_ps_60 AS denominator
FROM clinician_work
