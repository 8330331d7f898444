import type { Evaluate, MeasureDefinition } from '../measures/measure.js';
import { type Measured, type measuredIn, recording, remembered } from '../measures/measured.js';
import { missingTables } from '../measures/missing.js';
import type { AuditResult, ToolResult } from '../result.js';
import { judge } from './judge.js';
import { ledger } from './ledger.js';
import type { RuleSet } from './rule-set.js';
import type { Waiver } from './waivers.js';

export interface AuditInput {
  /** Measures the store; not called where all that is asked is kept. */
  measure: () => Promise<{ measured: Measured; evaluate: Evaluate }>;
  /** Measurements kept from before; absent for temporary stores. */
  kept?: ReturnType<typeof measuredIn>;
  definitions: readonly MeasureDefinition[];
  rules: RuleSet;
  waivers: readonly Waiver[];
  tools: Pick<ToolResult, 'tool' | 'title' | 'category'>[];
  minClinicians: number;
  notices: string[];
  /** Hashes of what the result rests on: rules, tools, alerts, site, store. */
  inputs: Record<string, string>;
  version: string;
  now: Date;
  onError?: (about: string, error: unknown) => void;
}

/** Groups smaller than this are lowered only by a site for its own eyes. */
const PUBLISHED_MINIMUM = 5;

/** Measures and judges everything: the result that every report is drawn from. */
export async function audit(input: AuditInput): Promise<AuditResult> {
  const kept = input.kept?.read();
  if (kept) {
    const { evaluate, missed } = remembered(kept);
    const result = await resultOf(input, kept, evaluate);
    if (!missed()) return result;
  }
  const { measured, evaluate } = await input.measure();
  const result = await resultOf(input, measured, recording(evaluate, measured.evaluations));
  input.kept?.write(measured);
  return result;
}

async function resultOf(input: AuditInput, measured: Measured, evaluate: Evaluate): Promise<AuditResult> {
  const { definitions, rules, minClinicians } = input;
  const { coverage } = measured;
  const judgement = await judge(rules, {
    evaluate,
    definitions,
    waivers: input.waivers,
    minClinicians,
    unmappedShare: coverage.unmappedShare,
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
      notices: [...coverage.notices, ...input.notices, ...notices],
    },
    measurements,
    findings,
    questions,
    tools: ledger(rules, findings, input.tools),
    charts: measured.charts,
    waivers,
    internal: minClinicians < PUBLISHED_MINIMUM,
    summary,
  };
}
