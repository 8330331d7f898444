import type { FeedTables } from './feed-tables.js';

/**
 * Tables `alert_firing_day`: how often an episode's alert fired on each site day of the period, by each firing's own
 * instant; and `alert_evidence`: the keys of which alerts.yaml says on which day their evidence was reviewed.
 */
export async function createFirings({ engine, clock, inPeriod }: FeedTables): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_evidence AS
    SELECT alert_key, reviewed FROM (
      SELECT alert_key, CASE WHEN regexp_full_match(reviewed, '\\d{4}-\\d{2}-\\d{2}') THEN try_cast(reviewed AS DATE) END AS reviewed FROM alert_fact)
    WHERE reviewed IS NOT NULL`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE alert_firing_day AS
    SELECT episode_no, ${clock.day('occurred')} AS site_day, count(*) AS firings FROM grouped
    WHERE alert_key IN (SELECT alert_key FROM alert_evidence) AND ${inPeriod(clock.day('occurred'))} GROUP BY ALL`);
}

/** How a reviewer may write yes and no; anything else is a review that could not tell. */
const YES = "('true', '1', 'yes', 'y', 't', 'appropriate')";
const NO = "('false', '0', 'no', 'n', 'f', 'inappropriate')";

/**
 * Table `override_reviewed`: of the overridden episodes of the period those that were reviewed, with what the review
 * says: that of the firing that was answered, else of another firing of the episode.
 */
export async function createReviews({ engine, declared }: FeedTables): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE override_reviewed AS
    WITH review AS (
      SELECT alert_id, server, reviewed, CASE WHEN lower(trim(appropriate)) IN ${YES} THEN true WHEN lower(trim(appropriate)) IN ${NO} THEN false END AS appropriate
      FROM current_override_review WHERE reviewed IS NULL OR ${declared('reviewed')}),
    answered AS (
      SELECT episode_no, firing_no FROM grouped WHERE response IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY episode_no ORDER BY answered_at, response, occurred, firing_no) = 1)
    SELECT g.episode_no, v.appropriate
    FROM review v JOIN grouped g ON g.alert_id = v.alert_id AND g.server IS NOT DISTINCT FROM v.server
      JOIN alert_of_period a ON a.episode_no = g.episode_no AND a.response = 'overridden'
      JOIN answered w ON w.episode_no = g.episode_no
    WHERE v.appropriate IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY g.episode_no ORDER BY g.firing_no <> w.firing_no, v.reviewed DESC NULLS LAST, g.firing_no) = 1`);
}
