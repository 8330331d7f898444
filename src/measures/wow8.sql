-- id: wow8
-- title: Work outside work per 8 scheduled hours
-- unit: hours per 8 scheduled hours
-- kind: rate
-- side: burden
-- needs: audit_event, appointment
-- judging: scheduled-work
-- variants: 300, 180, 60
-- agree: 180, 60
-- scale: 3600000000000000 picoseconds an hour of the numerator, 28800000000 microseconds in eight hours of the denominator
-- definition: Active hours in the EHR whose logged action lies outside the clinician's appointments, divided by scheduled patient hours, times 8. The time between two
-- definition: appointments and just before and after them is not taken out.
-- definition: Scheduled hours are the union of a clinician's appointments that were not cancelled, missed or entered in error, on the days of the period that the
-- definition: audit log covers. Clinicians without any are left out, with their time. Idle cutoffs of 300, 180 and 60 s.
-- reference: 0.8 h a day outside scheduled hours and 4.4 inside, paediatrics (JMIR Med Inform 2022)
-- criticism: Appointments are not all of the work: calls, the ward and rounds are scheduled elsewhere, or nowhere.
-- criticism: A gap between two appointments counts as outside: where the schedule is thin, this is high without any evening work.
SELECT user_id AS cluster_id, site_day AS "at", cutoff, active_ps - scheduled_ps AS numerator, 0 AS denominator
FROM clinician_time
WHERE user_id IN (SELECT user_id FROM clinician_hours)
UNION ALL
SELECT h.user_id, h.site_day, c.cutoff, 0, h.scheduled_us
FROM clinician_hours h
CROSS JOIN idle_cutoff c
