import type { AuditResult, Finding, Status } from '../../result.js';
import { day } from '../../wording/days.js';
import { count } from '../../wording/numbers.js';
import type { Naming } from '../naming.js';
import { inFull, inOneLine } from './finding.js';
import { wrap } from './lines.js';
import type { Paint } from './paint.js';

const of = ({ findings }: AuditResult, ...wanted: Status[]): Finding[] =>
  wanted.flatMap((status) => findings.filter((finding) => finding.status === status));

/** Findings of one rule and one status, in the order of the first of each. */
const together = (findings: Finding[]): [Finding, ...Finding[]][] => {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = `${finding.status} ${finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
};

/** What failed, then what warned, then what could not be worked out, each below the question that it answers. */
export const actionLines = (result: AuditResult, say: Naming, paint: Paint): string[] => {
  const action = of(result, 'fail', 'warn', 'error');
  return [...new Set(action.map(({ question }) => question))].flatMap((question) => [
    ...wrap(`${question}: ${say.question(question)}`, '  ').map(paint.strong),
    '',
    ...together(action.filter((each) => each.question === question)).flatMap((some) =>
      inFull(some, say, paint),
    ),
  ]);
};

/** What needs nothing is counted, not listed. */
export const countedLines = (result: AuditResult): string[] => {
  const [passed, unasked] = [of(result, 'pass').length, of(result, 'not-applicable').length];
  const findings = (n: number) => `${count(n)} ${n === 1 ? 'finding' : 'findings'}`;
  return [
    ...(passed > 0
      ? wrap(`✓ pass: ${findings(passed)}, with the whole interval within the threshold.`, '  ')
      : []),
    ...(unasked > 0
      ? wrap(`– not applicable: ${findings(unasked)}, where the rule does not apply.`, '  ')
      : []),
  ];
};

/** Waived findings say who accepted them and until when. */
export const waivedLines = (result: AuditResult, say: Naming, paint: Paint): string[] =>
  of(result, 'waived').flatMap((finding) => [
    inOneLine(finding, say, paint),
    ...(finding.waiver
      ? wrap(
          `${finding.waiver.reason} (${finding.waiver.owner}, until ${day(finding.waiver.expires)})`,
          '      ',
        )
      : []),
  ]);

/** Waivers that no longer do anything. */
export const staleWaivers = ({ waivers }: AuditResult): string[] =>
  waivers
    .filter(({ state }) => state !== 'used')
    .flatMap(({ rule, tool, owner, expires, state }) => {
      const what = state === 'expired' ? `expired on ${day(expires)}` : 'matched nothing';
      return wrap(`The waiver of ${rule}${tool ? ` for ${tool}` : ''} (${owner}) ${what}.`, '  Note: ');
    });
