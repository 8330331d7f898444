import type { Coding } from 'fhir/r4.js';
import type { Card } from '../../../cds/wire.js';

const SYSTEM = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';

/** Those of the example code system of CDS Hooks 3.0 that say whose good was weighed. */
const EXAMPLES: [code: string, display: string][] = [
  ['does-not-align-preferences', 'Not what the patient prefers'],
  ['not-convenient-feasible', 'Not convenient or feasible'],
  ['recipient-concerns-outcomes', 'Concerned about the outcome'],
  ['cds-suboptimal-context', 'Not the right time or person'],
  ['cds-not-applicable', 'Does not apply to this patient'],
];

export interface Reason {
  code: string;
  system: string;
  display: string;
}

/** The reasons that an override may be given: the card's own, else the specification's examples. */
export function reasonsFor({ overrideReasons }: Card): Reason[] {
  const own = (Array.isArray(overrideReasons) ? overrideReasons : []).flatMap(reasonOf);
  return own.length > 0 ? own : EXAMPLES.map(([code, display]) => ({ system: SYSTEM, code, display }));
}

function reasonOf(coding: Coding | null): Reason[] {
  const { code, system, display = code } = coding ?? {};
  return code && system && display ? [{ code, system, display }] : [];
}
