import type { RecomputeInput } from '../recompute.js';
import { alertShares } from './alert-shares.js';
import { encounterBenefits, hazardsMitigated } from './benefits.js';
import { burdenConcentration } from './concentration.js';
import { concernMeasures } from './concerns.js';
import { dwellTime } from './dwell.js';
import { evidenceFreshness } from './freshness.js';
import type { Line } from './line.js';
import { orderMeasures } from './orders.js';
import { readScene, type Scene } from './scene.js';
import { silentChanges } from './silent.js';
import { alertsPerInpatientDay } from './stays.js';
import { actedOnPerClick, numberToFire } from './yields.js';

/** Every measure of this folder; the comparison insists that each had something to say in some seed. */
export const MEASURES = [
  'alerts-per-100-orders',
  'alerts-per-inpatient-day',
  'dwell-time',
  'dwell-under-3-s',
  'hard-stop-share',
  'override-appropriateness',
  'override-rate',
  'silent-changes',
  'number-to-fire',
  'burden-concentration',
  'acted-on-per-click',
  'acted-on-share',
  'evidence-freshness',
  'repeat-share',
  'hazards-mitigated',
  'prevention-acted-on',
  'education-in-language',
  'teach-back-recorded',
  'tword',
  'wrong-patient-retract-reorder',
  'concerns-raised',
  'concerns-answered',
];

export function linesOf(scene: Scene): Line[] {
  return [
    ...alertShares(scene),
    ...dwellTime(scene),
    ...numberToFire(scene),
    ...actedOnPerClick(scene),
    ...burdenConcentration(scene),
    ...evidenceFreshness(scene),
    ...orderMeasures(scene),
    ...alertsPerInpatientDay(scene),
    ...silentChanges(scene),
    ...hazardsMitigated(scene),
    ...encounterBenefits(scene),
    ...concernMeasures(scene),
  ];
}

export const recomputeBenefit = (input: RecomputeInput): { scene: Scene; lines: Line[] } => {
  const scene = readScene(input);
  return { scene, lines: linesOf(scene) };
};
