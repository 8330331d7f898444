import type { Coding, Extension, Quantity } from 'fhir/r4.js';
import type { Finding, Status } from '../../result.js';
import { thresholdWords } from '../../wording/numbers.js';
import { reasonTitles } from '../../wording/reasons.js';
import { wordOf } from '../../wording/statuses.js';
import { textOf } from './concept.js';
import { score } from './quantity.js';
import { extensions, systems } from './systems.js';

/** The verdict as codes, with the sentence that gives its grounds. Who accepted a waiver is left out: it may be a person. */
export function verdict(finding: Finding): Extension {
  const { status, reason, severity, threshold, unit, why, waiver } = finding;
  const because = reason && coded(systems.reason, reason, reasonTitles[reason]);
  return {
    url: extensions.verdict,
    extension: [
      { url: 'status', valueCoding: coded(systems.status, status, wordOf(status)) },
      ...(because ? [{ url: 'reason', valueCoding: because }] : []),
      { url: 'severity', valueCode: severity },
      ...saying('threshold', thresholdWords(threshold, unit)),
      ...saying('why', why),
      ...(waiver && /^\d{4}-\d\d-\d\d$/.test(waiver.expires)
        ? [{ url: 'waived-until', valueDate: waiver.expires }]
        : []),
    ],
  };
}

const coded = (system: string, code: string, display: string): Coding => ({ system, code, display });

const saying = (url: string, words: string): Extension[] => {
  const plain = textOf(words);
  return plain ? [{ url, valueString: plain }] : [];
};

const told: ReadonlySet<Status> = new Set(['pass', 'warn', 'fail', 'waived']);

/** A score stands only beside a verdict: a server would draw the one without the other. Else the reason stands in its place. */
export function measureScore(finding: Finding): Quantity {
  if (told.has(finding.status) && finding.reason === null && finding.value !== null) return score(finding);
  return absent(absentReason(finding));
}

export const absent = (reason: string): { extension: Extension[] } => ({
  extension: [{ url: extensions.absent, valueCode: reason }],
});

/** http://terminology.hl7.org/CodeSystem/data-absent-reason */
function absentReason({ status, reason }: Finding): string {
  if (reason === 'suppressed') return 'masked';
  if (reason === 'missing-table') return 'not-performed';
  return status === 'not-applicable' || status === 'error' ? status : 'unknown';
}
