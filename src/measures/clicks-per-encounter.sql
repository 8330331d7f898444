-- id: clicks-per-encounter
-- title: Clicks per encounter
-- unit: clicks per encounter
-- kind: rate
-- side: burden
-- needs: ui_interval
-- by: tool, specialty, stratum, class
-- split: tool
-- definition: Clicks and keyboard activations counted by telemetry of the whole EHR, divided by the encounters that such telemetry covers.
-- definition: By tool: those counted by telemetry of that tool alone, divided by the encounters that this covers.
-- reference: 227 in a right-upper-quadrant-pain visit, 6 for an aspirin order, about 4,000 in a busy 10-hour shift (Hill, Am J Emerg Med 2013)
-- reference: 106 per visit (Arcadia, secondary source)
-- reference: 221 clicks and 633 keystrokes per note (2015)
-- criticism: A click is no unit of effort: some take thought, and some are made without looking.
-- criticism: Only pages with telemetry are counted; what is done elsewhere is free of clicks here and not in life.
SELECT cluster_id, h AS encounter_id, p AS patient_id, begins AS "at", CAST(NULL AS varchar) AS tool, clicks AS numerator, 1 AS denominator
FROM encounter_figures
WHERE in_telemetry AND clicks IS NOT NULL
UNION ALL
SELECT e.cluster_id, e.h, e.p, e.begins, t.tool, t.clicks, 1
FROM encounter_figures e
JOIN encounter_tool_clicks t ON t.h = e.h
WHERE e.in_telemetry
