-- id: night-share
-- title: Share of EHR time at night
-- unit: share
-- kind: share
-- side: burden
-- needs: audit_event, time-zone
-- judging: schedule
-- by: tool, activity
-- variants: scheduled-300, scheduled-180, scheduled-60, 300, 180, 60
-- agree: scheduled-180, scheduled-60
-- scale: 3600000000000000 picoseconds an hour, of both
-- definition: Active hours from 18:00 to 05:59 of any day (site wall clock), divided by active hours, over the period's rows.
-- definition: Variants 300, 180 and 60 (idle cutoff in seconds) show it by the clock, for everybody. Judged are only people whose own schedule is known (variants
-- definition: scheduled-...): with appointments on at least 4 days of the period, by the clock; with shifts, only what lies outside their shifts by more than 30 minutes.
-- reference: at most 5 h a week of after-hours charting: adjusted odds ratio 2.43 for lower burnout (KLAS data, PMC8068427)
-- criticism: The evening by the clock is some people's own choice of hours; a share cannot tell.
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-300' AS cutoff,
  CASE WHEN w.night AND (NOT s.has_shifts OR w.off_shift) THEN w.active_ps_300 ELSE 0 END AS numerator, w.active_ps_300 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.night IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-180' AS cutoff,
  CASE WHEN w.night AND (NOT s.has_shifts OR w.off_shift) THEN w.active_ps_180 ELSE 0 END AS numerator, w.active_ps_180 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.night IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, 'scheduled-60' AS cutoff,
  CASE WHEN w.night AND (NOT s.has_shifts OR w.off_shift) THEN w.active_ps_60 ELSE 0 END AS numerator, w.active_ps_60 AS denominator
FROM clinician_work w
JOIN clinician_schedule s ON s.user_id = w.user_id
WHERE w.night IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '300' AS cutoff,
  CASE WHEN w.night THEN w.active_ps_300 ELSE 0 END AS numerator, w.active_ps_300 AS denominator
FROM clinician_work w
WHERE w.night IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '180' AS cutoff,
  CASE WHEN w.night THEN w.active_ps_180 ELSE 0 END AS numerator, w.active_ps_180 AS denominator
FROM clinician_work w
WHERE w.night IS NOT NULL
UNION ALL
SELECT w.user_id AS cluster_id, w.h AS encounter_id, w.p AS patient_id, w.site_day AS "at", w.tool, w.activity, '60' AS cutoff,
  CASE WHEN w.night THEN w.active_ps_60 ELSE 0 END AS numerator, w.active_ps_60 AS denominator
FROM clinician_work w
WHERE w.night IS NOT NULL
