import { comparesStrata, type MeasureDefinition } from '../measures/measure.js';
import type { By, Finding, Threshold } from '../result.js';
import { DIMENSIONS } from './check-rule.js';
import { type Entry, isMap, THRESHOLDS } from './merge.js';
import {
  type Comparison,
  DEFAULT_NEEDS,
  type Exception,
  FILTER_WORDS,
  type FilterLine,
  type NotMeasurable,
  type Question,
  type Rule,
} from './rule-set.js';

// What comes in here was checked: the casts state what schema.json and the checks have made sure of.

export function buildRule({ id, values }: Entry, definition: MeasureDefinition): Rule {
  const except = (values.except as Record<string, unknown>[] | undefined) ?? [];
  return {
    id,
    question: values.question as string,
    side: (values.side as Rule['side'] | undefined) ?? definition.side,
    measure: definition.id,
    by: (values.by as Rule['by'] | undefined) ?? null,
    where: buildWhere(values.where as Record<string, string | string[]> | null | undefined),
    threshold: thresholdOf(values)!,
    except: except.map(buildException),
    severity: (values.severity as Rule['severity'] | undefined) ?? 'fail',
    needs: { ...DEFAULT_NEEDS, ...(values.needs as Partial<Rule['needs']> | undefined) },
    basis: values.basis as Finding['basis'],
    advice: (values.advice as Finding['advice'] | undefined) ?? {},
    criticism: (values.criticism as string[] | undefined) ?? [],
    ...(comparesStrata(definition) ? { comparison: buildComparison(values) } : {}),
  };
}

const buildComparison = (values: Entry['values']): Comparison => ({
  of: values.of as string,
  stratifier: values.stratifier as string,
  reference: (values.reference as string | undefined) ?? null,
});

export const buildQuestion = ({ id, values }: Entry): Question => ({
  id,
  asks: values.asks as string,
  article: values.article as string,
  section: values.section as string,
  principles: (values.principles as string[] | undefined) ?? [],
  ...(typeof values['one-sided'] === 'string' ? { oneSided: values['one-sided'] } : {}),
  ...(isMap(values['not-measurable'])
    ? { notMeasurable: values['not-measurable'] as Question['notMeasurable'] & object }
    : {}),
});

export const buildNotMeasurable = ({ id, values }: Entry): NotMeasurable => ({
  id,
  asks: values.asks as string,
  article: values.article as string,
  section: values.section as string,
  why: values.why as string,
});

export function buildFilterLine(raw: unknown): FilterLine {
  const { is, when } = raw as { is: FilterLine['is']; when: Record<string, string | string[]> };
  const words = FILTER_WORDS.filter((word) => word in when);
  return { is, when: Object.fromEntries(words.map((word) => [word, [when[word]!].flat()])) };
}

function buildWhere(raw: Record<string, string | string[]> | null | undefined): Rule['where'] {
  return Object.fromEntries(Object.entries(raw ?? {}).map(([key, value]) => [key, [value].flat()]));
}

function buildException(raw: Record<string, unknown>): Exception {
  const by: By = {};
  for (const dimension of DIMENSIONS) if (dimension in raw) by[dimension] = raw[dimension] as string;
  return { by, threshold: thresholdOf(raw), severity: (raw.severity as Exception['severity']) ?? null };
}

function thresholdOf(values: Record<string, unknown>): Threshold | null {
  const key = THRESHOLDS.find((candidate) => candidate in values);
  return key === undefined ? null : ({ [key]: values[key] } as Threshold);
}
