import { stringify } from 'csv-stringify/sync';
import type { AuditResult, By, Disparity, Finding, Measurement, Threshold } from '../result.js';
import { internalNote } from '../wording/internal.js';

/**
 * One table of measurements, then findings, then disparities; the columns never change order. Where groups smaller than usual are shown
 * a last row of kind `note` says that it is internal.
 *
 * | column | holds |
 * |---|---|
 * | kind | `measurement`, `finding`, `disparity` or `note` |
 * | rule, question, side, status, reason, severity | of findings |
 * | measure, title, unit, variant | what was measured; title and variant of measurements |
 * | by, group | the dimension and its value, both empty for the whole site; several are joined by ` & ` |
 * | numerator … interval_high | figures; shares are 0..1; `suppressed` where too small to show |
 * | clinicians, encounters, small, touched_share | of measurements |
 * | threshold | as in the rules file: `at-least 0.1`, `between 0.1 0.3`, `at-most 1.25 baseline` |
 * | why … waiver_expires | of findings; of a note `why` |
 * | reference … q | of disparities, whose `value` and interval are the ratio of the group to the reference |
 */
export const csvColumns = [
  ...['kind', 'rule', 'question', 'side', 'status', 'reason', 'severity'],
  ...['measure', 'title', 'unit', 'variant', 'by', 'group'],
  ...['numerator', 'denominator', 'value', 'interval_low', 'interval_high'],
  ...['clinicians', 'encounters', 'small', 'touched_share'],
  ...['threshold', 'why', 'advice_clinician', 'advice_informatics'],
  ...['basis', 'basis_note', 'basis_citation', 'basis_reviewed'],
  ...['waiver_owner', 'waiver_reason', 'waiver_expires'],
  ...['reference', 'reference_denominator', 'difference', 'difference_low', 'difference_high', 'p', 'q'],
] as const;

type Cell = string | number | null | undefined;
type Row = Partial<Record<(typeof csvColumns)[number], Cell>>;

const place = (by: By): Row => ({ by: Object.keys(by).join(' & '), group: Object.values(by).join(' & ') });

/** The word that says why there are none, in each of these columns. */
const hidden = (figures: Row): Row =>
  Object.fromEntries(Object.keys(figures).map((column) => [column, 'suppressed']));

/** Figures, or the word that says why there are none. */
const figures = (cell: Measurement | Finding, suppressed: boolean): Row => {
  const { numerator, denominator, value, interval } = cell;
  const shown = { numerator, denominator, value, interval_low: interval?.[0], interval_high: interval?.[1] };
  return suppressed ? hidden(shown) : shown;
};

const thresholdCell = (threshold: Threshold): string => {
  if ('at-least' in threshold) return `at-least ${threshold['at-least']}`;
  if ('between' in threshold) return `between ${threshold.between.join(' ')}`;
  const most = threshold['at-most'];
  return typeof most === 'number' ? `at-most ${most}` : `at-most ${most.times} ${most.of}`;
};

const measurementRow = (cell: Measurement): Row => ({
  kind: 'measurement',
  measure: cell.measure,
  title: cell.title,
  unit: cell.unit,
  variant: cell.variant,
  ...place(cell.by),
  ...figures(cell, cell.suppressed),
  clinicians: cell.suppressed ? 'suppressed' : cell.clinicians,
  encounters: cell.suppressed ? 'suppressed' : cell.encounters,
  small: String(cell.small),
  touched_share: cell.touchedShare,
});

const findingRow = (finding: Finding): Row => ({
  kind: 'finding',
  rule: finding.rule,
  question: finding.question,
  side: finding.side,
  status: finding.status,
  reason: finding.reason,
  severity: finding.severity,
  measure: finding.measure,
  unit: finding.unit,
  ...place(finding.by),
  ...figures(finding, finding.reason === 'suppressed'),
  threshold: thresholdCell(finding.threshold),
  why: finding.why,
  advice_clinician: finding.advice.clinician,
  advice_informatics: finding.advice.informatics,
  basis: finding.basis.kind,
  basis_note: finding.basis.note,
  basis_citation: finding.basis.citation,
  basis_reviewed: finding.basis.reviewed,
  waiver_owner: finding.waiver?.owner,
  waiver_reason: finding.waiver?.reason,
  waiver_expires: finding.waiver?.expires,
});

/** Figures that are all hidden where one is. */
const compared = (row: Disparity): Row => {
  const shown = {
    denominator: row.denominator,
    value: row.ratio,
    interval_low: row.ratioInterval?.[0],
    interval_high: row.ratioInterval?.[1],
    clinicians: row.clinicians,
    reference_denominator: row.referenceDenominator,
    difference: row.difference,
    difference_low: row.differenceInterval?.[0],
    difference_high: row.differenceInterval?.[1],
    p: row.p,
    q: row.q,
  };
  return row.suppressed ? hidden(shown) : shown;
};

const disparityRow = (row: Disparity): Row => ({
  kind: 'disparity',
  rule: row.rule,
  measure: row.measure,
  unit: 'ratio',
  ...place({ ...row.by, stratum: `${row.stratifier}=${row.stratum}` }),
  ...compared(row),
  small: String(row.small),
  reference: `${row.stratifier}=${row.reference}`,
});

/** RFC 4180. A text that a spreadsheet would run as a formula begins with an apostrophe. */
export const csv = ({ measurements, findings, disparities = [], internal }: AuditResult): string =>
  stringify(
    [
      ...measurements.map(measurementRow),
      ...findings.map(findingRow),
      ...disparities.map(disparityRow),
      ...(internal ? [{ kind: 'note', why: internalNote }] : []),
    ],
    {
      header: true,
      columns: [...csvColumns],
      record_delimiter: 'windows',
      escape_formulas: true,
      cast: { string: (value) => value.trimStart() },
    },
  );
