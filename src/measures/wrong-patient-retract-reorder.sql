-- id: wrong-patient-retract-reorder
-- title: Orders taken back and placed for another patient
-- unit: orders taken back per thousand orders
-- kind: rate
-- side: burden
-- needs: order_event, order-cancelled-by
-- by: specialty, stratum, class
-- scale: 1000 orders in a thousand, of both
-- definition: Orders placed, cancelled by the same person within 10 minutes, and the same order placed by that person for another patient within 10 minutes more,
-- definition: divided by thousands of orders placed in the period.
-- reference: Adelman, JAMIA 2013; NQF 2723
-- criticism: Some of these are corrections of another kind, and most wrong-patient orders that nobody notices are not in it: it is a signal, not the rate of errors.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, "at", CASE WHEN reordered THEN 1000 ELSE 0 END AS numerator, 1 AS denominator
FROM order_of_period
