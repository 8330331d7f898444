import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditResult, Finding } from '../../../src/result.js';
import { live } from '../clinic/simulate.js';
import { writeOut } from '../clinic/write-out.js';
import { run } from '../product.js';

/** What the real command line makes of a simulated clinic, with the rules as they are shipped. */
export async function told(options: { seed: number; neutral: boolean }): Promise<AuditResult> {
  const out = mkdtempSync(join(tmpdir(), 'story-'));
  try {
    await writeOut(live({ ...options, busyness: 1 }), out);
    const tables = readdirSync(out).filter((name) => name.endsWith('.csv'));
    const config = ['site', 'tools', 'alerts'].flatMap((name) => [`--${name}`, join(out, `${name}.yaml`)]);
    const paths = [join(out, 'main'), ...tables.map((name) => join(out, name))];
    const rest = ['--format', 'json', '--fail-on', 'never'];
    // A clinic is small: a second thread costs more than it brings where the other core has work of its own.
    const { status, stdout, stderr } = run(['audit', ...paths, ...config, ...rest], {
      MISSION_AUDIT_THREADS: '1',
    });
    if (status !== 0) throw new Error(`seed ${options.seed}: exit ${status}\n${stderr}`);
    return JSON.parse(stdout) as AuditResult;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The tools that the simulator planted and that came out as planted (tests/practice/clinic/README.md). */
export function asPlanted({ tools }: AuditResult): string[] {
  const planted: Record<string, (tool: AuditResult['tools'][number]) => boolean> = {
    'sepsis-alert': ({ filter }) => filter === 'serves',
    'remote-monitoring': ({ filter }) => filter === 'serves',
    'interaction-popup': ({ filter }) => filter === 'warning-sign',
    'coding-assistant': ({ filter, questions }) =>
      filter === 'warning-sign' && questions['billing-or-care'] === 'fail',
    inbox: ({ filter, questions }) => filter !== 'serves' && questions['sustainable-work'] === 'fail',
    telehealth: ({ filter, questions }) => filter !== 'serves' && questions.equity === 'fail',
  };
  return tools.filter((tool) => planted[tool.tool]?.(tool)).map(({ tool }) => tool);
}

export interface Outcome {
  /** Rules of which no table was missing. */
  present: string[];
  judged: string[];
  /** Judged rules that warn or fail of anything. */
  past: string[];
}

export function outcomeOf({ findings }: Pick<AuditResult, 'findings'>): Outcome {
  const outcome: Outcome = { present: [], judged: [], past: [] };
  for (const rule of new Set(findings.map((finding) => finding.rule))) {
    const own = findings.filter((finding) => finding.rule === rule);
    if (own.every(({ reason }) => reason === 'missing-table')) continue;
    outcome.present.push(rule);
    if (own.some(isJudged)) outcome.judged.push(rule);
    if (own.some(isPast)) outcome.past.push(rule);
  }
  return outcome;
}

const isPast = ({ status }: Finding) => status === 'warn' || status === 'fail';
const isJudged = (finding: Finding) => finding.status === 'pass' || isPast(finding);
