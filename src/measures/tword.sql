-- id: tword
-- title: Teamwork on orders
-- unit: share
-- kind: share
-- side: benefit
-- needs: order_event, order-contribution
-- by: specialty, stratum, class
-- definition: Orders of the period to which somebody else than the one who placed them contributed (prepared, pended, signed), divided by orders placed.
-- reference: proposed as a core EHR-use measure (Sinsky, JAMIA 2020)
-- criticism: Only what the log calls a contribution counts; a nurse who reminds in the corridor leaves no row.
-- criticism: More hands on an order is no aim in itself: it is well where the work lies with the person whose work it is.
SELECT user_id AS cluster_id, h AS encounter_id, p AS patient_id, "at", CASE WHEN contributed THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM order_of_period
