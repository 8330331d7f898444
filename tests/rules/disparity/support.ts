import type { MeasureCell, MeasureDefinition } from '../../../src/measures/measure.js';
import { type Judgement, type JudgeOptions, judge } from '../../../src/rules/judge.js';
import type { Comparison, Rule } from '../../../src/rules/rule-set.js';
import { cell, evaluating, ruleOf, setOf } from '../support/cells.js';
import { define } from '../support/definitions.js';
import { now } from '../support/judging.js';

/** A stratum of language with what each of six clinicians did, of so many each. */
export const spoken = (
  language: string,
  hits: readonly number[],
  of = 200,
  said: Partial<MeasureCell> & { tool?: string } = {},
): MeasureCell => {
  const { tool, ...more } = said;
  return cell(
    hits.map((hit) => [hit, of] as const),
    { by: { ...(tool ? { tool } : {}), stratum: `language=${language}` }, ...more },
  );
};

/** About 30%, of clinicians who are nearly alike. */
export const USUAL = [60, 62, 58, 60, 61, 59];
export const half = USUAL.map((n) => n / 2);

export interface Case {
  cells: MeasureCell[] | string | Error;
  rule?: Partial<Rule>;
  comparison?: Partial<Comparison>;
  measure?: Partial<MeasureDefinition>;
  options?: Partial<JudgeOptions>;
}

export const RATIO = define('disparity-ratio', {
  kind: 'rate',
  unit: 'times the reference',
  side: 'benefit',
  sql: '',
});

/** Judges one rule: reach by language, within 0.8 and 1.25. */
export async function judgementOf({ cells, rule, comparison, measure, options }: Case): Promise<Judgement> {
  const { evaluate } = evaluating(() => cells);
  const definitions = [RATIO, define('m', { by: ['tool', 'stratum'], needs: ['audit_event'], ...measure })];
  const asked = ruleOf({
    measure: 'disparity-ratio',
    side: 'benefit',
    threshold: { between: [0.8, 1.25] },
    comparison: { of: 'm', stratifier: 'language', reference: null, ...comparison },
    ...rule,
  });
  return judge(setOf([asked]), {
    evaluate,
    definitions,
    minClinicians: 5,
    unmappedShare: 0.1,
    now,
    ...options,
  });
}

/** `es fail` of each finding, with its reason. */
export async function told(given: Case): Promise<string[]> {
  const { findings } = await judgementOf(given);
  return findings.map(({ by, status, reason }) =>
    [by.tool, by.stratum?.split('=')[1] ?? 'all', status, reason].filter(Boolean).join(' '),
  );
}
