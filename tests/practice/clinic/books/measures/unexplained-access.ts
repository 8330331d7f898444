import { siteDate } from '../../site-time.js';
import { groupBy } from '../credit.js';
import type { AuditFact } from '../facts.js';
import { accesses } from './accesses.js';
import { type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/**
 * "accesses with no encounter, appointment, order or team link ÷ accesses": attributed, or that clinician's appointment
 * with that patient, their order or contribution, at any time, or a care team of both on that site day (decision 108).
 */
export function unexplainedAccess(ledger: Ledger): Figures {
  const { appointments, orders, careTeams } = ledger.books;
  const pair = ({ user, patient }: { user: string; patient: string }) => JSON.stringify([user, patient]);
  const linked = new Set([
    ...appointments.filter(({ status }) => status !== 'entered-in-error').map(pair),
    ...orders.filter(({ what }) => what !== 'cancelled').map(pair),
  ]);
  const teams = groupBy(careTeams, pair);
  const onTeam = (row: AuditFact) =>
    (teams.get(pair(row)) ?? []).some(({ started, ended }) => {
      const date = siteDate(row.at);
      return (started === null || siteDate(started) <= date) && (ended === null || date <= siteDate(ended));
    });
  const explained = (row: AuditFact) =>
    ledger.reckoning.figures.attribution.get(row)!.method !== 'none' || linked.has(pair(row)) || onTeam(row);
  const cells = accesses(ledger).map((row) => ({
    cluster: row.user,
    numerator: explained(row) ? 0 : 1,
    denominator: 1,
  }));
  return whole('unexplained-access', cells);
}
