-- id: alerts-per-100-orders
-- title: Alerts per 100 orders
-- unit: alerts per hundred orders
-- kind: rate
-- side: burden
-- needs: alert, order_event
-- by: tool
-- split: tool
-- scale: 100 orders in a hundred, of both
-- definition: Alert episodes of the period, attributed or not, divided by the hundreds of orders that were placed, over the days that both feeds cover; alerts of
-- definition: clinicians without orders count too. An order counts when it is placed, also if it is cancelled later. By tool: alerts of the tool, and all orders.
-- reference: 0.98-17.42 over six paediatric systems (Orenstein, JAMIA 2021)
-- criticism: Alerts that have nothing to do with an order count too, and those of people who place none.
-- criticism: How many orders one decision makes depends on the order sets.
SELECT o.user_id AS cluster_id, o.h AS encounter_id, o.p AS patient_id, o.site_day AS "at", CAST(NULL AS varchar) AS tool, 0 AS numerator, 1 AS denominator
FROM order_of_period o JOIN covered_day d ON d.site_day = o.site_day
WHERE d.what = 'alert'
UNION ALL
SELECT a.user_id, NULL, NULL, a.site_day, CAST(NULL AS varchar), 100, 0
FROM alert_of_period a JOIN covered_day d ON d.site_day = a.site_day
WHERE d.what = 'order_event'
UNION ALL
SELECT o.user_id, o.h, o.p, o.site_day, t.tool, 0, 1
FROM order_of_period o JOIN covered_day d ON d.site_day = o.site_day
CROSS JOIN (SELECT DISTINCT tool FROM alert_of_period WHERE tool <> '') t
WHERE d.what = 'alert'
UNION ALL
SELECT a.user_id, NULL, NULL, a.site_day, a.tool, 100, 0
FROM alert_of_period a JOIN covered_day d ON d.site_day = a.site_day
WHERE d.what = 'order_event' AND a.tool <> ''
