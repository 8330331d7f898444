import { groupBy } from './credit.js';
import { type Books, countingStatus } from './facts.js';
import { allFigures } from './measures/all.js';
import type { Figures } from './measures/cells.js';
import { openLedger } from './measures/ledger.js';
import { type Reckoning, reckon } from './per-encounter.js';
import type { TruthRow } from './truth-row.js';
import { insidePeriod } from './window.js';

export interface Truth {
  seed: number;
  neutral: boolean;
  period: { from: string; to: string };
  encounters: TruthRow[];
  responsible: Record<string, string>;
  coverage: Record<string, unknown>;
  measures: Figures;
}

export function truth(books: Books, { seed, neutral }: { seed: number; neutral: boolean }): Truth {
  const reckoning = reckon(books);
  const { audit } = reckoning.windows;
  return {
    seed,
    neutral,
    period: { from: audit.first, to: audit.last },
    encounters: reckoning.rows,
    responsible: reckoning.responsible,
    coverage: coverage(books, reckoning),
    measures: allFigures(openLedger(books, reckoning)),
  };
}

/** Kept audit rows whose instant is in the period, by kind; background is a part of its kind. */
function coverage(books: Books, { figures, attributor, windows }: Reckoning) {
  const kept = books.audit.filter((row) => insidePeriod(row.at, windows.audit));
  const of = (...kinds: string[]) => kept.filter((row) => kinds.includes(row.kind)).length;
  const chain = figures.chain.filter((row) => insidePeriod(row.at, windows.audit));
  const by = groupBy(chain, (row) => figures.attribution.get(row)!.method);
  const uncounted = chain.filter((row) => {
    const { method, encounter } = figures.attribution.get(row)!;
    return method === 'explicit' && !countingStatus(attributor.find(encounter)?.status ?? 'unknown');
  });
  const count = (method: string) => by.get(method)?.length ?? 0;
  return {
    clinicianEvents: of('clinician'),
    systemEvents: of('system'),
    otherEvents: of('patient', 'related', 'unidentified'),
    backgroundEvents: kept.filter((row) => row.background).length,
    toUncounted: uncounted.length,
    quarantined: books.quarantined,
    attribution: {
      explicit: count('explicit'),
      period: count('period'),
      nearby: count('nearby'),
      none: count('none'),
    },
  };
}
