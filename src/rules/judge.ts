import type { Evaluate, MeasureDefinition } from '../measures/measure.js';
import type { AuditResult, Disparity } from '../result.js';
import type { Baseline } from './change/baseline.js';
import { judgeDisparity } from './disparity/judge-disparity.js';
import { createEvaluations } from './evaluations.js';
import { judgeRule } from './judge-rule.js';
import { MAX_UNMAPPED } from './limits.js';
import { measurements } from './measurements.js';
import { questionResults, summarise } from './questions.js';
import type { Rule, RuleSet } from './rule-set.js';
import { applyWaivers, type Waiver } from './waivers.js';

export interface JudgeOptions {
  evaluate: Evaluate;
  definitions: readonly MeasureDefinition[];
  waivers?: readonly Waiver[];
  /** Smallest group that may be shown. */
  minClinicians: number;
  /** Of clinician rows; null without any. */
  unmappedShare: number | null;
  /** An earlier period to judge against; without it rules that ask for one are "cannot tell". */
  baseline?: Baseline | null;
  /** What strata are set against where a rule does not say: values by stratifier (site.yaml). */
  references?: Readonly<Record<string, string>>;
  now: Date;
  /** For the log: errors may quote data and are in no finding. `about` is the id of a rule or a measure. */
  onError?: (about: string, error: unknown) => void;
}

export interface Judgement
  extends Pick<AuditResult, 'findings' | 'questions' | 'measurements' | 'waivers' | 'summary'> {
  notices: string[];
  disparities: Disparity[];
}

/** Measures what the rules ask and judges it: the rules engine as a whole. */
export async function judge(ruleSet: RuleSet, options: JudgeOptions): Promise<Judgement> {
  const { definitions, waivers = [], now, onError, baseline } = options;
  const read = createEvaluations(options);
  const found = [];
  const disparities: Disparity[] = [];
  for (const rule of ruleSet.rules) {
    if (rule.comparison) {
      const judged = await judgeDisparity({
        ...options,
        rule,
        read,
        isUnmapped: (measure) => isUnmapped(rule, measure, options),
      });
      found.push(...judged.findings);
      disparities.push(...judged.disparities);
      continue;
    }
    const definition = definitions.find(({ id }) => id === rule.measure);
    const unmapped = definition !== undefined && isUnmapped(rule, definition, options);
    const earlierUnmapped =
      definition !== undefined &&
      isUnmapped(rule, definition, { ...options, unmappedShare: baseline?.unmappedShare ?? 0 });
    found.push(
      ...(await judgeRule({ rule, definition, read, unmapped, baseline, earlierUnmapped, onError })),
    );
  }
  const waived = applyWaivers(found, waivers, now);
  return {
    findings: waived.findings,
    questions: questionResults(ruleSet, waived.findings),
    measurements: await measurements({ definitions, read, onError }),
    waivers: waived.waivers,
    summary: summarise(waived.findings),
    notices: waived.notices,
    disparities,
  };
}

function isUnmapped(rule: Rule, definition: MeasureDefinition, options: JudgeOptions): boolean {
  const perTool = rule.by === 'tool' || rule.where.tool !== undefined;
  return perTool && (options.unmappedShare ?? 0) > MAX_UNMAPPED && definition.needs.includes('audit_event');
}
