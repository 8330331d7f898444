import { compareBytes } from '../bytes.js';
import { estimate, type Family } from '../interval.js';
import { sum, toNumber } from '../rational.js';
import { alertCells, shareParts, strataOf } from './alert-cells.js';
import { teachBackParts } from './benefits.js';
import { ONE, type Part, whole } from './line.js';
import { type Disparity, pairedDisparity } from './paired.js';
import type { Scene } from './scene.js';
import type { Stratifier } from './strata.js';

/** One measure of burden by encounter, one of alerts, one of benefit. */
const COMPARED: { measure: string; family: Family }[] = [
  { measure: 'alerts-per-encounter', family: 'rate' },
  { measure: 'acted-on-share', family: 'share' },
  { measure: 'teach-back-recorded', family: 'share' },
];
const STRATIFIERS: Stratifier[] = ['language', 'sex'];
const NEEDS = { clinicians: 2, effective: 1.5, units: 12 };

const ruleOf = (measure: string, stratifier: Stratifier): string => `recomputed-${measure}-by-${stratifier}`;

/** A rules file that asks for each of them, with little to ask of the data. */
export const RULES = `version: 1
extends: mission-audit/mission
rules:
${COMPARED.flatMap(({ measure }) =>
  STRATIFIERS.map(
    (stratifier) => `  - id: ${ruleOf(measure, stratifier)}
    question: equity
    side: benefit
    measure: disparity-ratio
    of: ${measure}
    stratifier: ${stratifier}
    between: [0.8, 1.25]
    severity: warn
    needs: { clinicians: ${NEEDS.clinicians}, effective: ${NEEDS.effective}, units: ${NEEDS.units} }
    basis: { kind: none }`,
  ),
).join('\n')}
`;

/** From `language=es` to what its patients add. */
function partsOf(measure: string, scene: Scene): Map<string, Part[]> {
  if (measure === 'teach-back-recorded') {
    const byCell = [...teachBackParts(scene)].map(
      ([cell, parts]) => [JSON.parse(cell).stratum, parts] as const,
    );
    return new Map(byCell.filter(([stratum]) => stratum !== undefined));
  }
  if (measure === 'acted-on-share') {
    const cells = alertCells(scene.within, ['stratum'], scene).filter(({ by }) => by.stratum);
    const accepted = (alert: Scene['within'][number]) => alert.what.answer?.response === 'accepted';
    return new Map(cells.map(({ by, own }) => [by.stratum!, shareParts(own, accepted)]));
  }
  const found = new Map<string, Part[]>();
  for (const { of, row } of scene.ofPeriod.filter((entry) => entry.row.alerts !== null)) {
    const part = {
      id: of.responsible,
      numerator: whole(row.alerts!),
      denominator: ONE,
      encounter: of.id,
      patient: of.patient,
    };
    for (const stratum of strataOf(of.patient, scene))
      found.set(stratum, [...(found.get(stratum) ?? []), part]);
  }
  return found;
}

export interface StratumRow extends Disparity {
  rule: string;
  stratum: string;
  reference: string;
  denominator: number;
  referenceDenominator: number;
  clinicians: number;
  /** Whether there is enough of both for a verdict: only then it has a q (decisions.md 123). */
  isEnough: boolean;
}

const sizeOf = (parts: Part[]): number => toNumber(sum(parts.map(({ denominator }) => denominator)));

/** "too-few: under 5 clusters, under 3 effective clusters (ΣD)²/ΣD², or under 30 units", with the needs above. */
function isEnough(parts: Part[], family: Family): boolean {
  const { k, denominator, interval } = estimate(parts, family);
  const ids = [...new Set(parts.map(({ id }) => id))];
  const sizes = ids.map((id) => sizeOf(parts.filter((part) => part.id === id)));
  const effective = sizes.reduce((a, d) => a + d, 0) ** 2 / sizes.reduce((a, d) => a + d * d, 0);
  return (
    interval?.every(Number.isFinite) === true &&
    k >= NEEDS.clinicians &&
    effective >= NEEDS.effective &&
    denominator >= NEEDS.units
  );
}

/** Each stratum against "the stratum with most units that is not missing"; of equals the smallest name (equity.md). */
export function disparitiesOf(scene: Scene): StratumRow[] {
  return COMPARED.flatMap(({ measure, family }) => {
    const parts = partsOf(measure, scene);
    return STRATIFIERS.flatMap((stratifier) => {
      const own = [...parts]
        .filter(([stratum, all]) => stratum.startsWith(`${stratifier}=`) && sizeOf(all) > 0)
        .map(([stratum, all]) => ({ value: stratum.slice(stratifier.length + 1), all }));
      const known = own.filter(({ value }) => value !== 'missing');
      const [first] = known.sort((a, b) => sizeOf(b.all) - sizeOf(a.all) || compareBytes(a.value, b.value));
      if (!first) return [];
      return own
        .filter(({ value }) => value !== first.value)
        .map(({ value, all }) => ({
          rule: ruleOf(measure, stratifier),
          stratum: value,
          reference: first.value,
          ...pairedDisparity(all, first.all, family),
          denominator: sizeOf(all),
          referenceDenominator: sizeOf(first.all),
          clinicians: new Set(all.flatMap(({ id }) => id ?? [])).size,
          isEnough: isEnough(all, family) && isEnough(first.all, family),
        }));
    });
  });
}
