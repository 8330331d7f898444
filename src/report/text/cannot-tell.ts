import type { AuditResult, Reason } from '../../result.js';
import { reasonTitles } from '../../wording/reasons.js';
import type { Naming } from '../naming.js';
import { undecidedOf } from '../undecided.js';
import { nextOf } from '../words.js';
import { wrap } from './lines.js';
import type { Paint } from './paint.js';

/** Cannot tell: reason by reason, each with its next step. */
export const cannotTellLines = (result: AuditResult, say: Naming, paint: Paint): string[] =>
  (Object.keys(reasonTitles) as Reason[]).flatMap((reason) => {
    const findings = result.findings.filter((finding) => finding.reason === reason);
    if (findings.length === 0) return [];
    const [first = '', ...rest] = wrap(`${reasonTitles[reason]} (${findings.length})`, '  ? ');
    return [
      paint.status('insufficient-data', first),
      ...rest,
      ...wrap(nextOf(reason, result), '    Next: '),
      ...undecidedOf(findings, say).flatMap(({ head, lines }) => [
        ...wrap(head, '    - '),
        ...lines.flatMap((line) => wrap(line, '      ')),
      ]),
      '',
    ];
  });
