-- id: unused-scopes
-- title: SMART scopes granted and not used
-- unit: scopes per tool
-- kind: mean
-- side: burden
-- census: true
-- needs: audit_event, scope_grant
-- by: tool
-- definition: Resource scopes granted to a tool less those that its logged rows of the period used, per tool. A scope to read or search is used by a row with action
-- definition: R or E that names such a resource, one that only writes by a row with action C, U or D. A tool without any such row is left out. Nothing is sampled here:
-- definition: the figure has no uncertainty.
-- reference: none
-- criticism: A scope may be there for a rare case that the period did not hold.
-- criticism: Rows that name no resource type cannot show a use: a log that is poor in detail makes a tool look greedy.
SELECT '' AS cluster_id, tool, sum(CASE WHEN used THEN 0 ELSE 1 END) AS numerator, 1 AS denominator
FROM tool_scope
GROUP BY tool
