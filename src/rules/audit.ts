import type { Evaluate, MeasureDefinition } from '../measures/measure.js';
import { type Measured, type measuredIn, recording, remembered } from '../measures/measured.js';
import { missingTables } from '../measures/missing.js';
import type { AuditResult, ToolResult } from '../result.js';
import { asksBaseline, type Baseline, readBaseline } from './change/baseline.js';
import { overlaps, refuseOverlap, told } from './change/overlap.js';
import { withToolsOfCategories } from './disparity/tool-categories.js';
import { judge } from './judge.js';
import { ledger } from './ledger.js';
import { isInternal } from './limits.js';
import type { RuleSet } from './rule-set.js';
import type { Waiver } from './waivers.js';

export interface AuditInput {
  /** Measures the store; not called where all that is asked is kept. */
  measure: () => Promise<{ measured: Measured; evaluate: Evaluate }>;
  /** Measurements kept from before; absent for temporary stores. */
  kept?: ReturnType<typeof measuredIn>;
  /**
   * An earlier period of the same site, for rules that are judged against one. Measured before `measure`, since one
   * engine holds one period at a time, and only where a rule asks for it.
   */
  baseline?: {
    from: string;
    to: string;
    /** It stands in site.yaml, and was not asked for just now. */
    ofSite?: boolean;
    measure: () => Promise<{ evaluate: Evaluate; unmappedShare: number | null; notices: string[] }>;
  };
  definitions: readonly MeasureDefinition[];
  rules: RuleSet;
  waivers: readonly Waiver[];
  tools: Pick<ToolResult, 'tool' | 'title' | 'category'>[];
  minClinicians: number;
  /** What strata are set against where a rule does not say (site.yaml). */
  references?: Readonly<Record<string, string>> | undefined;
  notices: string[];
  /** Hashes of what the result rests on: rules, tools, alerts, site, store. */
  inputs: Record<string, string>;
  version: string;
  now: Date;
  onError?: (about: string, error: unknown) => void;
}

/** Measures and judges everything: the result that every report is drawn from. */
export async function audit(given: AuditInput): Promise<AuditResult> {
  const input = { ...given, rules: withToolsOfCategories(given.rules, given.tools) };
  const kept = input.kept?.read();
  if (kept) {
    const { evaluate, missed } = remembered(kept);
    const before = rememberedBaseline(input, kept);
    const result = await resultOf(input, kept, { evaluate, baseline: await before.read() });
    if (!missed() && !before.missed()) return result;
  }
  const earlier = await measuredBaseline(input);
  const { measured, evaluate } = await input.measure();
  if (earlier) measured.baseline = earlier.kept;
  const result = await resultOf(input, measured, {
    evaluate: recording(evaluate, measured.evaluations),
    baseline: earlier?.baseline ?? null,
  });
  input.kept?.write(measured);
  return result;
}

/** The baseline that rules ask for, measured now; null where none asks or none was given. */
async function measuredBaseline(
  input: AuditInput,
): Promise<{ baseline: Baseline; kept: NonNullable<Measured['baseline']> } | null> {
  if (!input.baseline || !input.rules.rules.some(asksBaseline)) return null;
  const { from, to, measure } = input.baseline;
  const { evaluate, ...about } = await measure();
  const kept = { evaluations: {}, ...about };
  const read = { from, to, ...about, evaluate: recording(evaluate, kept.evaluations) };
  return { baseline: await readBaseline(input, read), kept };
}

/** The same from what was kept; `missed()` tells whether rules ask for more than that. */
function rememberedBaseline(input: AuditInput, { baseline: kept }: Measured) {
  if (!input.baseline || !input.rules.rules.some(asksBaseline))
    return { read: async () => null, missed: () => false };
  if (!kept) return { read: async () => null, missed: () => true };
  const { from, to } = input.baseline;
  const { evaluate, missed } = remembered(kept);
  const { unmappedShare, notices } = kept;
  return {
    read: () => readBaseline(input, { from, to, evaluate, unmappedShare, notices }),
    missed,
  };
}

const overlapping = (baseline: Baseline, period: Measured['period']): string =>
  `The baseline of site.yaml (${told(baseline)}) does not end before the period (${told(period)}) begins: nothing is judged against it. Choose a later period with --from.`;

async function resultOf(
  input: AuditInput,
  measured: Measured,
  { evaluate, baseline: read }: { evaluate: Evaluate; baseline: Baseline | null },
): Promise<AuditResult> {
  const { definitions, rules, minClinicians } = input;
  const { coverage } = measured;
  // A site's own baseline lies in the store for good; one that was asked for now is a mistake where it overlaps.
  const aside = read !== null && input.baseline?.ofSite === true && overlaps(read, measured.period);
  const baseline = aside ? null : read;
  if (baseline) refuseOverlap(baseline, measured.period, 'the baseline');
  const judgement = await judge(rules, {
    evaluate,
    definitions,
    waivers: input.waivers,
    minClinicians,
    unmappedShare: coverage.unmappedShare,
    baseline,
    ...(input.references ? { references: input.references } : {}),
    now: input.now,
    ...(input.onError ? { onError: input.onError } : {}),
  });
  const { findings, questions, measurements, waivers, summary, notices } = judgement;
  return {
    schema: 1,
    generator: { name: 'mission-audit', version: input.version },
    inputs: input.inputs,
    period: measured.period,
    coverage: {
      ...coverage,
      missing: missingTables(new Set(measured.missing), definitions),
      notices: [
        ...coverage.notices,
        ...input.notices,
        ...(aside ? [overlapping(read, measured.period)] : (baseline?.notices ?? [])),
        ...notices,
      ],
    },
    measurements,
    findings,
    disparities: judgement.disparities,
    questions,
    tools: ledger(rules, findings, input.tools),
    charts: measured.charts,
    waivers,
    internal: isInternal(minClinicians),
    summary,
  };
}
