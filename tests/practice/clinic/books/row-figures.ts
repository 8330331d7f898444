import { isAfterHours } from '../site-time.js';
import type { Attribution, Attributor } from './attribute.js';
import { credit } from './credit.js';
import type { AuditFact, Books } from './facts.js';
import { runStarts } from './interactions.js';
import { insidePeriod, type Window } from './window.js';

/** What the audit rows come to, before anyone asks for an encounter. */
export interface RowFigures {
  /** Clinician rows that are not background, inside the declared window, our own app's among them. */
  chain: AuditFact[];
  attribution: Map<AuditFact, Attribution>;
  credited: Map<AuditFact, bigint>;
  starts: Set<AuditFact>;
  afterHours(row: AuditFact): boolean;
}

export const isBurden = (row: AuditFact): boolean => row.tool !== 'mission-audit';

export function rowFigures(books: Books, attributor: Attributor, window: Window): RowFigures {
  const chain = books.audit.filter(
    (row) =>
      row.kind === 'clinician' && !row.background && (!books.declared.fhir || insidePeriod(row.at, window)),
  );
  return {
    chain,
    attribution: new Map(chain.map((row) => [row, attributor.attribute(row)])),
    credited: credit(chain),
    starts: new Set(runStarts(chain.filter(isBurden))),
    afterHours: (row) => isAfterHours(row.at, books.holidays),
  };
}
