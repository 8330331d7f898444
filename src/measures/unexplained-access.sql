-- id: unexplained-access
-- title: Accesses without a known link to the patient
-- unit: share
-- kind: share
-- side: burden
-- needs: audit_event, encounter
-- by: tool, stratum
-- definition: Clinicians' logged actions that name a patient and belong to no encounter, where that clinician has no appointment with the patient, no order for them
-- definition: (placed or contributed to, at any time) and is on no care team of theirs that day; divided by logged actions that name a patient.
-- reference: more than 94% of accesses could be explained (Fabbri & LeFevre)
-- criticism: A link that no system holds is no wrongdoing: a colleague asked in the corridor looks unexplained. Never use it about a person without asking.
-- criticism: A link shows a reason to look, not that it was the reason.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, site_day AS "at", tool, unexplained AS numerator, accesses AS denominator
FROM clinician_access
