import type { AuditFact } from '../facts.js';
import type { TruthRow } from '../truth-row.js';
import { type Cell, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

const columns: Record<string, keyof TruthRow> = {
  'logged-actions-per-encounter': 'logged_actions',
  'interactions-per-encounter': 'interactions',
  'ehr-time-per-encounter': 'ehr_active_seconds',
  'clicks-per-encounter': 'clicks',
  'alerts-per-encounter': 'alerts',
  'tools-per-encounter': 'tools',
};

/** Measures that are a column's sum ÷ encounters; an encounter is in the denominator when its cell is not empty. */
export function perEncounterFigures(ledger: Ledger): Figures {
  const { rows, responsible } = ledger.reckoning;
  return Object.assign(
    {},
    ...Object.entries(columns).map(([measure, column]) => {
      const cells = rows.flatMap((row): Cell[] => {
        const cell = row[column];
        if (typeof cell !== 'number') return [];
        // Minutes; every other column is a count.
        const numerator = column === 'ehr_active_seconds' ? cell / 60 : cell;
        return [{ cluster: responsible[row.encounter_id]!, numerator, denominator: 1 }];
      });
      return whole(measure, cells);
    }),
    byTool(ledger),
  );
}

/** By tool the denominator is the encounters that it touched: by an action, of alerts also by an alert (decision 54). */
function byTool(ledger: Ledger): Figures {
  const { rows, rowsOf, episodesOf, responsible, figures } = ledger.reckoning;
  const tools = new Set([
    ...ledger.rows.map(({ tool }) => tool),
    ...ledger.episodes.map((one) => ledger.toolOf(one)),
  ]);
  tools.delete('');
  const found: Figures = {};
  for (const tool of tools) {
    const sums = (take: (own: AuditFact[]) => number) =>
      rows.flatMap((row): Cell[] => {
        const own = (rowsOf.get(row.encounter_id) ?? []).filter((one) => one.tool === tool);
        if (row.logged_actions === null || own.length === 0) return [];
        return [{ cluster: responsible[row.encounter_id]!, numerator: take(own), denominator: 1 }];
      });
    const alerts = rows.flatMap((row): Cell[] => {
      const acted = (rowsOf.get(row.encounter_id) ?? []).some((one) => one.tool === tool);
      const own = (episodesOf.get(row.encounter_id) ?? []).filter((one) => ledger.toolOf(one) === tool);
      if (row.alerts === null || !(acted || own.length > 0)) return [];
      return [{ cluster: responsible[row.encounter_id]!, numerator: own.length, denominator: 1 }];
    });
    const minutes = (own: AuditFact[]) => own.reduce((sum, row) => sum + ledger.hours(row) * 60, 0);
    Object.assign(
      found,
      whole(
        `logged-actions-per-encounter by tool=${tool}`,
        sums((own) => own.length),
      ),
      whole(
        `interactions-per-encounter by tool=${tool}`,
        sums((own) => own.filter((row) => figures.starts.has(row)).length),
      ),
      whole(`ehr-time-per-encounter by tool=${tool}`, sums(minutes)),
      whole(`alerts-per-encounter by tool=${tool}`, alerts),
    );
  }
  return found;
}
