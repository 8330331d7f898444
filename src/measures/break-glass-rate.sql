-- id: break-glass-rate
-- title: Breaking the glass
-- unit: times per thousand accesses
-- kind: rate
-- side: burden
-- needs: audit_event
-- by: tool, specialty, stratum, class
-- scale: 1000 accesses in a thousand, of both
-- definition: Clinicians' logged actions that name a patient and were done by breaking the glass (purpose BTG, or DICOM 110127), divided by thousands of logged actions
-- definition: that name a patient.
-- reference: none
-- criticism: Where the glass is never closed nobody has to break it: a rate of 0 may mean that nothing is guarded.
-- criticism: An emergency department breaks the glass by right; the rate says how often, not whether it was needed.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, site_day AS "at", tool, 1000 * break_glass AS numerator, accesses AS denominator
FROM clinician_access
