import type { WithoutContext } from './context.js';
import { countIsHidden } from './hide.js';
import { type Cell, cellOf, sumsOf } from './query.js';

/**
 * Rows of (cluster, enc, pat, amount), one for each act. An alert's cluster is who got it; a hazard's the clinician
 * responsible for its encounter.
 */
const alerts = (condition: string, days: string): string => `
  SELECT user_id AS cluster, encounter_id AS enc, patient_id AS pat, 1 AS amount FROM alert_of_period
  WHERE alert_key IN (SELECT alert_key FROM without_key) AND ${condition} AND ${days}`;

const hazards = (condition: string, days: string): string => `
  SELECT cluster_id AS cluster, encounter_id AS enc, patient_id AS pat, 1 AS amount FROM without_hazard
  WHERE ${condition} AND ${days}`;

const MITIGATED = "kind = 'hazard-mitigated'";
const OPEN = `kind = 'hazard' AND benefit_id NOT IN (SELECT benefit_id FROM without_hazard WHERE ${MITIGATED})`;

/** A part of a total, and whether it must stay hidden beside that total. */
export interface Part {
  cell: Cell;
  hidden: boolean;
}

export interface Good {
  alerts: Cell;
  accepted: Part;
  reminders: Part;
  hazards: Part;
  mitigated: Part;
}

/** What good was seen on these days (an SQL condition on `site_day`). */
export async function goodOf({ query, minClinicians }: WithoutContext, days = 'true'): Promise<Good> {
  const alert = (condition: string) => cellOf(query, alerts(condition, days));
  const hazard = (condition: string) => cellOf(query, hazards(condition, days));
  const part = (own: Cell, rest: Cell): Part => ({
    cell: own,
    hidden: countIsHidden({ own, rest }, minClinicians),
  });
  const found = await hazard("kind = 'hazard'");
  const mitigated = await hazard(MITIGATED);
  // In a delimited file the two kinds may have ids of their own: then more look open than are.
  const open = atMost(await hazard(OPEN), Math.max(0, found.size - mitigated.size));
  return {
    alerts: await alert('true'),
    accepted: part(await alert("response = 'accepted'"), await alert("response <> 'accepted'")),
    reminders: part(
      await alert("response = 'accepted' AND purpose = 'prevention'"),
      await alert("response = 'accepted' AND purpose <> 'prevention'"),
    ),
    ...hazardParts({ found, mitigated, open }, minClinicians),
  };
}

/**
 * Where few hazards were left open, how many there were in all is hidden and not how many were mitigated: no other figure
 * tells that total, and the price needs the latter.
 */
function hazardParts(
  { found, mitigated, open }: Record<'found' | 'mitigated' | 'open', Cell>,
  minClinicians: number,
): Pick<Good, 'hazards' | 'mitigated'> {
  const small = (cell: Cell) => countIsHidden({ own: cell, rest: NOTHING }, minClinicians);
  const givesAway = !small(mitigated) && countIsHidden({ own: mitigated, rest: open }, minClinicians);
  return {
    hazards: { cell: found, hidden: small(found) || givesAway },
    mitigated: { cell: mitigated, hidden: small(mitigated) },
  };
}

export const NOTHING: Cell = { size: 0, encounters: 0, patients: 0, clinicians: 0 };

const atMost = ({ encounters, patients, clinicians }: Cell, size: number): Cell => ({
  size,
  encounters: Math.min(encounters, size),
  patients: Math.min(patients, size),
  clinicians: Math.min(clinicians, size),
});

/** Good changes by cluster: alerts accepted (a reminder is one of them) and hazards mitigated. */
export async function goodByCluster({ query }: WithoutContext, days: string): Promise<Map<string, number>> {
  return sumsOf(query, `${alerts("response = 'accepted'", days)} UNION ALL ${hazards(MITIGATED, days)}`);
}
