import { groupBy } from './credit.js';
import { type Books, countingStatus } from './facts.js';
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
  measures: Record<string, { numerator: number; denominator: number }>;
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
    measures: measures(reckoning),
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

function measures({ rows, episodes, windows }: Reckoning): Truth['measures'] {
  /** An encounter is in a denominator when its figure is not empty. */
  const perEncounter = (column: keyof TruthRow) => {
    const cells = rows.map((row) => row[column]).filter((cell): cell is number => cell !== null);
    const micros = cells.reduce((sum, cell) => sum + Math.round(cell * 1e6), 0);
    return { numerator: micros / 1e6, denominator: cells.length };
  };
  const active = perEncounter('ehr_active_seconds');
  const inPeriod = episodes.filter((episode) => insidePeriod(episode.first.at, windows.audit));
  const answered = (answer: string | null) => inPeriod.filter((episode) => episode.answer === answer).length;
  const [accepted, overridden] = [answered('accepted'), answered('overridden')];
  return {
    'logged-actions-per-encounter': perEncounter('logged_actions'),
    'interactions-per-encounter': perEncounter('interactions'),
    'ehr-time-per-encounter': { ...active, numerator: Number((active.numerator / 60).toFixed(6)) },
    'clicks-per-encounter': perEncounter('clicks'),
    'alerts-per-encounter': perEncounter('alerts'),
    'acted-on-share': { numerator: accepted, denominator: inPeriod.length },
    'response-coverage': { numerator: accepted + overridden, denominator: inPeriod.length },
    'override-rate': { numerator: overridden, denominator: accepted + overridden },
  };
}
