import type { AuditResult, Finding, Reason, Status } from '../../result.js';
import { day } from '../../wording/days.js';
import type { Naming } from '../naming.js';
import { nextOf, reasons } from '../words.js';
import { inFull, inOneLine } from './finding.js';
import { wrap } from './lines.js';
import type { Paint } from './paint.js';

const of = ({ findings }: AuditResult, ...wanted: Status[]): Finding[] =>
  wanted.flatMap((status) => findings.filter((finding) => finding.status === status));

/** What failed, then what warned, then what could not be worked out. */
export const actionLines = (result: AuditResult, say: Naming, paint: Paint): string[] =>
  of(result, 'fail', 'warn', 'error').flatMap((finding) => inFull(finding, say, paint));

const undecided = (finding: Finding, say: Naming): string[] => {
  return [...wrap(say.heading(finding), '    - '), ...wrap(finding.why, '      ')];
};

/** Cannot tell: reason by reason, each with its next step. */
export const cannotTellLines = (result: AuditResult, say: Naming, paint: Paint): string[] => {
  const all = of(result, 'insufficient-data');
  return (Object.keys(reasons) as Reason[]).flatMap((reason) => {
    const findings = all.filter((finding) => finding.reason === reason);
    if (findings.length === 0) return [];
    const [first = '', ...rest] = wrap(`${reasons[reason].title} (${findings.length})`, '  ? ');
    return [
      paint.status('insufficient-data', first),
      ...rest,
      ...wrap(nextOf(reason, result), '    Next: '),
      ...findings.flatMap((finding) => undecided(finding, say)),
      '',
    ];
  });
};

export const passedLines = (result: AuditResult, say: Naming, paint: Paint): string[] =>
  of(result, 'pass').map((finding) => inOneLine(finding, say, paint));

/** Waived findings say who accepted them and until when; then how many did not apply. */
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

export const notApplicableCount = (result: AuditResult): number => of(result, 'not-applicable').length;

/** Waivers that no longer do anything. */
export const staleWaivers = ({ waivers }: AuditResult): string[] =>
  waivers
    .filter(({ state }) => state !== 'used')
    .flatMap(({ rule, tool, owner, expires, state }) => {
      const what = state === 'expired' ? `expired on ${day(expires)}` : 'matched nothing';
      return wrap(`The waiver of ${rule}${tool ? ` for ${tool}` : ''} (${owner}) ${what}.`, '  Note: ');
    });
