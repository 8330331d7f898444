-- id: after-hours-share
-- title: Share of EHR time after hours
-- unit: share
-- kind: share
-- side: burden
-- needs: audit_event, time-zone
-- judging: schedule
-- by: tool, activity, specialty, stratum
-- variants: scheduled-300, scheduled-180, scheduled-60, 300, 180, 60
-- agree: scheduled-180, scheduled-60
-- scale: 3600000000000000 picoseconds an hour, of both
-- definition: Active hours after hours, divided by active hours, over the period's rows. Site wall clock: 18:00-05:59 on weekdays, all of Saturday,
-- definition: Sunday and holidays. Variants 300, 180 and 60 (idle cutoff in seconds) show it by the clock, for everybody. Judged are only people whose own schedule is
-- definition: known (variants scheduled-...): with appointments on at least 4 days of the period, by the clock; with shifts, what lies outside their shifts
-- definition: by more than 30 minutes. A night nurse's night is not overtime.
-- reference: at most 5 h a week of after-hours charting: adjusted odds ratio 2.43 for lower burnout (KLAS data, PMC8068427)
-- criticism: Some people choose the evening, and a share cannot tell choice from need.
-- criticism: Work on paper, on the telephone or in a system without a log is not in it: a low share does not show that the evening is free.
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-300' AS cutoff,
  CASE WHEN (s.has_shifts AND w.off_shift) OR (NOT s.has_shifts AND w.after_hours) THEN w.active_ps_300 ELSE 0 END AS numerator, w.active_ps_300 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.after_hours IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-180' AS cutoff,
  CASE WHEN (s.has_shifts AND w.off_shift) OR (NOT s.has_shifts AND w.after_hours) THEN w.active_ps_180 ELSE 0 END AS numerator, w.active_ps_180 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.after_hours IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-60' AS cutoff,
  CASE WHEN (s.has_shifts AND w.off_shift) OR (NOT s.has_shifts AND w.after_hours) THEN w.active_ps_60 ELSE 0 END AS numerator, w.active_ps_60 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.after_hours IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '300' AS cutoff,
  CASE WHEN w.after_hours THEN w.active_ps_300 ELSE 0 END AS numerator, w.active_ps_300 AS denominator
FROM clinician_work w
WHERE w.after_hours IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '180' AS cutoff,
  CASE WHEN w.after_hours THEN w.active_ps_180 ELSE 0 END AS numerator, w.active_ps_180 AS denominator
FROM clinician_work w
WHERE w.after_hours IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '60' AS cutoff,
  CASE WHEN w.after_hours THEN w.active_ps_60 ELSE 0 END AS numerator, w.active_ps_60 AS denominator
FROM clinician_work w
WHERE w.after_hours IS NOT NULL
