import { quote } from '../engine.js';
import type { FeedTables } from './feed-tables.js';

/** Inpatient, and its two children in HL7's ActEncounterCode: observation and emergency visits are none. */
const INPATIENT = "('IMP', 'ACUTE', 'NONAC')";

/**
 * Table `inpatient_stay`: on how many site days each inpatient encounter of the period was open. One that is still open
 * counts up to the last day that the alert feeds cover; one that ends at 24:00 not on the day after.
 */
export async function createStays({ engine, clock, alerts }: FeedTables): Promise<void> {
  const last = alerts ? clock.endOf(quote(alerts.to)) : 'CAST(NULL AS TIMESTAMP)';
  await engine.run(`CREATE OR REPLACE TEMP TABLE inpatient_stay AS
    SELECT h, date_diff('day', ${clock.day('started')}, ${clock.day('greatest(started, until - INTERVAL 1 MICROSECOND)')}) + 1 AS days
    FROM (SELECT h, started, effective_end, coalesce(effective_end, ${last}) AS until FROM encounter_figures WHERE was_read AND class IN ${INPATIENT})
    -- One that is open from the very end of the window on has no day in it.
    WHERE until > started OR effective_end = started`);
}
