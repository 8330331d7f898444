-- id: alerts-per-100-orders
-- title: Alerts per 100 orders
-- unit: alerts per hundred orders
-- kind: rate
-- side: burden
-- needs: alert, order_event
-- by: tool
-- split: tool
-- scale: 100 orders in a hundred, of both
-- definition: Alert episodes of the period, attributed or not, divided by the hundreds of orders that the same clinician placed, over the days that both feeds
-- definition: cover. An order counts when it is placed, also if it is cancelled later. By tool: alerts of the tool, and all orders.
-- reference: 0.98-17.42 over six paediatric systems (Orenstein, JAMIA 2021)
-- criticism: Alerts that have nothing to do with an order count too; a clinician without orders drops out with their alerts.
-- criticism: How many orders one decision makes depends on the order sets.
SELECT o.user_id AS cluster_id, CAST(NULL AS varchar) AS tool, 100 * coalesce(n.alerts, 0) AS numerator, o.orders AS denominator
FROM (SELECT o.user_id, sum(o.orders) AS orders FROM clinician_order_day o JOIN covered_day d ON d.site_day = o.site_day WHERE d.what = 'alert' GROUP BY o.user_id) o
LEFT JOIN (SELECT a.user_id, count(*) AS alerts FROM alert_of_period a JOIN covered_day d ON d.site_day = a.site_day WHERE d.what = 'order_event' GROUP BY a.user_id) n
  ON n.user_id = o.user_id
UNION ALL
SELECT o.user_id, t.tool, 100 * coalesce(n.alerts, 0), o.orders
FROM (SELECT o.user_id, sum(o.orders) AS orders FROM clinician_order_day o JOIN covered_day d ON d.site_day = o.site_day WHERE d.what = 'alert' GROUP BY o.user_id) o
CROSS JOIN (SELECT DISTINCT tool FROM alert_of_period WHERE tool <> '') t
LEFT JOIN (SELECT a.user_id, a.tool, count(*) AS alerts FROM alert_of_period a JOIN covered_day d ON d.site_day = a.site_day WHERE d.what = 'order_event' GROUP BY a.user_id, a.tool) n
  ON n.user_id = o.user_id AND n.tool = t.tool
