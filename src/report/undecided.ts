import type { Finding } from '../result.js';
import type { Naming } from './naming.js';

/** What could not be judged and why: a head, and below it what it holds for, or each group with its own reason. */
export interface Undecided {
  head: string;
  lines: string[];
}

const rulesOf = (findings: Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))];
const whysOf = (findings: Finding[]): string[] => [...new Set(findings.map(({ why }) => why))];

const ofReason = (why: string, findings: Finding[], say: Naming): Undecided => ({
  head: why,
  lines: [findings.map(say.heading).join('; ')],
});

const ofRule = (findings: Finding[], say: Naming): Undecided => {
  const groups = (why: string) =>
    findings
      .filter((each) => each.why === why)
      .map(({ by }) => say.group(by))
      .join(', ');
  return { head: say.rule(findings[0]!), lines: whysOf(findings).map((why) => `${groups(why)}: ${why}`) };
};

/** A sentence that holds for several rules stands once, before all that have one of their own, rule by rule. */
export const undecidedOf = (findings: Finding[], say: Naming): Undecided[] => {
  const shared = whysOf(findings).filter(
    (why) => rulesOf(findings.filter((each) => each.why === why)).length > 1,
  );
  const others = findings.filter(({ why }) => !shared.includes(why));
  return [
    ...shared.map((why) =>
      ofReason(
        why,
        findings.filter((each) => each.why === why),
        say,
      ),
    ),
    ...rulesOf(others).map((rule) =>
      ofRule(
        others.filter((each) => each.rule === rule),
        say,
      ),
    ),
  ];
};
