-- id: wait-days
-- title: Days from booking to visit
-- unit: days
-- kind: median
-- side: burden
-- needs: appointment
-- by: stratum
-- scale: 86400000000 microseconds a day
-- definition: Median of the time from an appointment being booked to its start, in days of 24 hours. One value an appointment of the period (by its start) that
-- definition: was not cancelled, missed or entered in error; one booked after its start, or of which the booking is not known, has none.
-- reference: none
-- criticism: Who gave up waiting, or was never offered a time, is not in it.
-- criticism: A check-up booked half a year ahead waits for nothing: mixed with urgent visits the median says little.
SELECT cluster_id, 0 AS encounter_id, p AS patient_id, started AS "at", wait_us AS "value"
FROM appointment_wait
