import type { MeasureDefinition } from '../../measures/measure.js';
import type { Disparity, Finding } from '../../result.js';
import { hasAnswerVariants } from '../answers-doubt.js';
import type { Read } from '../evaluations.js';
import { alone, nothing, type RuleCase, toFinding, withoutTools } from '../judge-rule.js';
import type { Rule } from '../rule-set.js';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.js';
import { disparityRow } from './disparity-row.js';
import {
  decide,
  type Judgeable,
  type PairCase,
  type PairVerdict,
  type Unjudged,
  weigh,
} from './judge-pair.js';
import { type Asked, cellsOf, pairsOf, requestOf } from './pairs.js';
import { referenceOf } from './reference.js';

export interface DisparityCase {
  rule: Rule;
  definitions: readonly MeasureDefinition[];
  read: Read;
  minClinicians: number;
  /** Values by stratifier, where a rule does not name a reference. */
  references?: Readonly<Record<string, string>> | undefined;
  /** Whether too much is unmapped for a verdict about a tool on the measure that is compared. */
  isUnmapped(measure: MeasureDefinition): boolean;
  onError?: ((rule: string, error: unknown) => void) | undefined;
}

export interface JudgedDisparities {
  findings: Finding[];
  disparities: Disparity[];
}

const only = (finding: Finding): JudgedDisparities => ({ findings: [finding], disparities: [] });

/** All findings of a rule on a disparity: one a stratum other than the reference. An error is never a pass. */
export async function judgeDisparity(given: DisparityCase): Promise<JudgedDisparities> {
  const { rule, definitions, read, onError } = given;
  if (rule.severity === 'off' || !rule.comparison) return { findings: [], disparities: [] };
  const { comparison } = rule;
  const definition = definitions.find(({ id }) => id === rule.measure);
  const measure = definitions.find(({ id }) => id === comparison.of);
  const ruleCase: RuleCase = { rule, definition, read, unmapped: false, onError };
  if (!definition || !measure)
    return only(alone(ruleCase, { status: 'error', why: `There is no measure "${comparison.of}".` }));
  const unmapped = given.isUnmapped(measure);
  const asked = { ...given, comparison, definition, measure, ruleCase: { ...ruleCase, unmapped } };
  try {
    return await judged(asked);
  } catch (error) {
    onError?.(rule.id, error);
    return only(
      alone(ruleCase, { status: 'error', why: 'The measure could not be computed; the log says why.' }),
    );
  }
}

async function judged(asked: Asked & DisparityCase): Promise<JudgedDisparities> {
  const { rule, comparison, measure, ruleCase, read } = asked;
  const { stratifier } = comparison;
  const none = withoutTools(ruleCase);
  if (none) return only(none);
  const evaluation = await read(requestOf(rule, measure));
  const missing = evaluation.missing ?? evaluation.missingToJudge;
  const lacking = (why: string) =>
    only(alone(ruleCase, { status: 'insufficient-data', reason: 'missing-table', why }));
  if (missing !== null) return lacking(`There are no rows of "${missing}" to measure it on.`);
  const cells = await cellsOf(asked, evaluation);
  if (rule.by === 'tool' && ruleCase.unmapped && cells.length === 0) return only(nothing(ruleCase));
  if (cells.length === 0) return lacking(`Of no patient the ${stratifier} is known.`);
  const wanted = comparison.reference ?? asked.references?.[stratifier] ?? null;
  const reference = referenceOf(cells, { stratifier, asked: wanted });
  if (reference === null)
    return lacking(
      wanted === null
        ? `Of no patient the ${stratifier} is known.`
        : `Nothing was found of ${stratifier}=${wanted}, so there is nothing to compare with.`,
    );
  const site = hasAnswerVariants(measure) ? (await read({ measure: measure.id })).cells : [];
  const pairs = pairsOf(asked, { cells, reference, site });
  if (pairs.length === 0)
    return only(
      alone(ruleCase, { status: 'not-applicable', why: `There is no ${stratifier} besides the reference.` }),
    );
  return together(asked, pairs);
}

/** The family of Benjamini and Hochberg are the pairs that can be judged: what is hidden or too little lends no p. */
function together(asked: Asked, pairs: PairCase[]): JudgedDisparities {
  const weighed = pairs.map((pair) => ({ pair, found: weigh(pair) }));
  const family = weighed.flatMap(({ found }) => ('told' in found ? [found] : []));
  const qs = benjaminiHochberg(family.map(({ p }) => p));
  const qOf = new Map<Judgeable | Unjudged, number>(family.map((one, i) => [one, qs[i]!]));
  const findings: Finding[] = [];
  const disparities: Disparity[] = [];
  for (const { pair, found } of weighed) {
    const q = qOf.get(found) ?? null;
    const verdict = 'told' in found ? decide(pair, found, q!) : found;
    findings.push(findingOf(asked, { pair, verdict, found }));
    disparities.push(disparityRow(asked, { pair, found: found.found, q }));
  }
  return { findings, disparities };
}

interface Decided {
  pair: PairCase;
  verdict: PairVerdict;
  found: Judgeable | Unjudged;
}

/** The finding's value is the ratio, and its n the stratum's: a ratio of two quotients has no numerator. */
function findingOf({ ruleCase }: Asked, { pair, verdict, found }: Decided): Finding {
  const { status, reason, why } = verdict;
  const { threshold, severity } = pair;
  const known = found.found;
  const figures = known && {
    ...known.stratum,
    numerator: null,
    value: known.estimate.ratio,
    interval: known.estimate.ratioInterval,
  };
  return toFinding(ruleCase, { by: pair.stratum.main.by, threshold, severity, status, reason, why, figures });
}
