-- id: virtual-visit-share
-- title: Share of encounters that are virtual
-- unit: share
-- kind: share
-- side: benefit
-- needs: encounter
-- by: specialty, stratum, class
-- definition: Encounters of class VR or with a virtual service, divided by the encounters of the period that count and were read. Of one that only rows of
-- definition: the log name it is not known.
-- reference: portal offer: adjusted relative risk 0.65 Spanish vs English (ACI 2026)
-- criticism: A virtual visit is no better in itself: it helps who could not have come, and fails who needed hands.
-- criticism: Sites that write a telephone call as AMB look as if they had none.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CASE WHEN "virtual" THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM encounter_figures
WHERE was_read
