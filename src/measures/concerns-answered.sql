-- id: concerns-answered
-- title: Share of concerns answered within 14 days
-- unit: share
-- kind: share
-- side: benefit
-- needs: concern
-- by: tool
-- definition: Concerns of the period answered at most 14 days (of 24 hours) after they were raised, divided by the concerns of the period. One that is not yet
-- definition: answered is not answered, also where its 14 days are not over: let a period end 14 days before the report is made.
-- reference: none
-- criticism: An answer is not a remedy: a thank-you counts as much as a change.
SELECT c.cluster_id, c.h AS encounter_id, c.p AS patient_id, c.raised AS "at", c.tool,
  CASE WHEN c.answer_us <= 1209600000000 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM concern_of_period c
