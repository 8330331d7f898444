import type { BenefitFact } from '../link-facts.js';
import { insidePeriod } from '../window.js';
import { type Cell, each, type Figures, whole } from './cells.js';
import type { Ledger } from './ledger.js';

/** "DetectedIssue with a mitigation ÷ DetectedIssue", of those identified in the period. */
export function hazardsMitigated(ledger: Ledger): Figures {
  const { benefits } = ledger.books;
  const mitigated = new Set(benefits.filter(({ kind }) => kind === 'hazard-mitigated').map(({ id }) => id));
  const items = benefits.filter(({ kind, at }) => kind === 'hazard' && insidePeriod(at, ledger.period));
  // A DetectedIssue names no encounter, so all are of one cluster: the one without a clinician.
  const cell = ({ id }: BenefitFact): Cell => ({
    cluster: '',
    numerator: mitigated.has(id) ? 1 : 0,
    denominator: 1,
  });
  return {
    ...whole('hazards-mitigated', items.map(cell)),
    ...each('hazards-mitigated', 'tool', { items, of: ({ tool }) => tool, cell }),
  };
}
