import type { AuditResult, Finding } from '../result.js';

export interface Waiver {
  rule: string;
  tool?: string;
  owner: string;
  reason: string;
  /** The last day on which it applies. */
  expires: string;
}

export interface Waived {
  findings: Finding[];
  waivers: AuditResult['waivers'];
  /** What a reader should know of waivers that did nothing. */
  notices: string[];
}

/** Sets aside what a site has decided to live with; a verdict that is no warn or fail needs no waiver. */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], now: Date): Waived {
  // Days of UTC: one rule for all sites, and the last day is counted in full.
  const today = now.toISOString().slice(0, 10);
  const active = waivers.filter(({ expires }) => today <= expires);
  const used = new Set<Waiver>();
  const after = findings.map((finding): Finding => {
    if (finding.status !== 'warn' && finding.status !== 'fail') return finding;
    const fitting = active.filter((waiver) => covers(waiver, finding));
    const waiver = fitting.find(({ tool }) => tool !== undefined) ?? fitting[0];
    if (!waiver) return finding;
    for (const one of fitting) used.add(one);
    const { owner, reason, expires } = waiver;
    return { ...finding, status: 'waived', waiver: { owner, reason, expires } };
  });
  const states = waivers.map((waiver) => ({
    rule: waiver.rule,
    ...(waiver.tool === undefined ? {} : { tool: waiver.tool }),
    owner: waiver.owner,
    expires: waiver.expires,
    state: used.has(waiver)
      ? ('used' as const)
      : active.includes(waiver)
        ? ('unused' as const)
        : ('expired' as const),
  }));
  return { findings: after, waivers: states, notices: states.flatMap(notice) };
}

const covers = (waiver: Waiver, finding: Finding): boolean =>
  waiver.rule === finding.rule && (waiver.tool === undefined || waiver.tool === finding.by.tool);

function notice({ rule, tool, owner, expires, state }: Waived['waivers'][number]): string[] {
  const what = `The waiver of "${rule}"${tool === undefined ? '' : ` for "${tool}"`} (${owner})`;
  if (state === 'expired') return [`${what} expired on ${expires} and no longer applies.`];
  if (state === 'unused') return [`${what} set nothing aside: take it out if it is not needed.`];
  return [];
}
