import { OWN_TOOL } from '../config/tools.js';
import { quote } from '../engine.js';

/**
 * Columns of `minute`: what clinicians did in an encounter, minute by minute; what a timeline is drawn from. `inside`:
 * between the encounter's start and end, both included. Credit as in `work`, cutoff 300 s.
 */
export const MINUTE_COLUMNS =
  'encounter_id VARCHAR, user_id VARCHAR, tool VARCHAR, "at" TIMESTAMP, inside BOOLEAN, actions BIGINT, credit BIGINT';

/** From the rows of a month, attributed and chained (month.ts). */
export const MINUTE_SQL = `
  SELECT e.id, coalesce(u.id, ''), t.word, c."at", c.inside, c.actions, c.credit
  FROM (
    SELECT c.u, CASE WHEN c.explicit <> 0 THEN c.explicit ELSE coalesce(a.h, 0) END AS e, c.tool_no, date_trunc('minute', c.occurred) AS "at",
      coalesce(c.occurred >= n.started AND c.occurred <= n.ended, false) AS inside, count(*) AS actions, sum(c.credit_300)::BIGINT AS credit
    FROM chained c LEFT JOIN attributed a ON a.row_no = c.row_no
      LEFT JOIN enc n ON n.h = CASE WHEN c.explicit <> 0 THEN c.explicit ELSE coalesce(a.h, 0) END
    WHERE NOT c.margin GROUP BY ALL) c
  JOIN name e ON e.h = c.e JOIN word t ON t.no = c.tool_no LEFT JOIN name u ON u.h = c.u
  WHERE t.word <> ${quote(OWN_TOOL)}`;
