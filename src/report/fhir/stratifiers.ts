import type {
  CodeableConcept,
  MeasureReportGroupStratifier,
  MeasureReportGroupStratifierStratum,
} from 'fhir/r4.js';
import type { By, Finding } from '../../result.js';
import { dimensionWord, type Naming } from '../naming.js';
import { concept } from './concept.js';
import { type Counts, populations } from './populations.js';
import { systems } from './systems.js';
import { measureScore, verdict } from './verdict.js';

export interface Told {
  say: Naming;
  counts: Counts;
}

/** One stratifier a dimension, or a set of dimensions that are looked at together. */
export function stratifiers(findings: Finding[], told: Told): MeasureReportGroupStratifier[] {
  return dimensionsOf(findings).map((dimensions) => ({
    code: dimensions.map(dimensionConcept),
    stratum: findings.filter(({ by }) => same(dimensionsIn(by), dimensions)).map((it) => stratum(it, told)),
  }));
}

/** The sets of dimensions that findings are about, each once, without the whole site. */
export function dimensionsOf(findings: Finding[]): string[][] {
  const sets: string[][] = [];
  for (const { by } of findings) {
    const dimensions = dimensionsIn(by);
    if (dimensions.length > 0 && !sets.some((set) => same(set, dimensions))) sets.push(dimensions);
  }
  return sets;
}

export const dimensionConcept = (dimension: string): CodeableConcept =>
  concept({ system: systems.dimension, code: dimension, as: dimensionWord(dimension) });

const dimensionsIn = (by: By): string[] => Object.keys(by).sort();

const same = (some: string[], others: string[]): boolean => JSON.stringify(some) === JSON.stringify(others);

/** R4, mrp-2: one value, or several components. */
function stratum(finding: Finding, { say, counts }: Told): MeasureReportGroupStratifierStratum {
  const dimensions = dimensionsIn(finding.by);
  const counted = populations(finding, counts);
  const value = (dimension: string): CodeableConcept => {
    const code = finding.by[dimension]!;
    return concept({ system: systems.ofDimension(dimension), code, as: say.group({ [dimension]: code }) });
  };
  return {
    extension: [verdict(finding)],
    ...(dimensions.length === 1
      ? { value: value(dimensions[0]!) }
      : { component: dimensions.map((it) => ({ code: dimensionConcept(it), value: value(it) })) }),
    ...(counted.length > 0 ? { population: counted } : {}),
    measureScore: measureScore(finding),
  };
}
