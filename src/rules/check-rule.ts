import type { Dimension, MeasureDefinition } from '../measures/measure.js';
import { checkExcept } from './check-except.js';
import { checkThreshold } from './check-threshold.js';
import { checkCategory } from './disparity/check-category.js';
import { checkDisparity } from './disparity/check-disparity.js';
import { type Fault, type FaultCode, nearest } from './faults.js';
import { type Entry, isMap, type Place, THRESHOLDS } from './merge.js';

/** The names that a rule may use. */
export interface Names {
  measures: ReadonlyMap<string, MeasureDefinition>;
  questions: readonly string[];
  /** null: not known, so not checked. */
  tools: readonly string[] | null;
}

export interface RuleCheck {
  entry: Entry;
  names: Names;
  definition: MeasureDefinition | undefined;
  report(code: FaultCode, at: Place, message: string, hint?: { suggestion?: string }): void;
}

export const DIMENSIONS: readonly Dimension[] = [
  'tool',
  'activity',
  'specialty',
  'stratum',
  'alert_key',
  'class',
];

/** What the schema cannot know: whether the names exist, and whether the parts fit together. */
export function checkRule(entry: Entry, names: Names): { faults: Fault[]; notices: Fault[] } {
  const faults: Fault[] = [];
  const notices: Fault[] = [];
  const { measure } = entry.values;
  const check: RuleCheck = {
    entry,
    names,
    definition: typeof measure === 'string' ? names.measures.get(measure) : undefined,
    report(code, at, message, hint = {}) {
      const list = code === 'rule-off' || code === 'vacuous-threshold' ? notices : faults;
      list.push({ code, ...at, message: `Rule "${entry.id}": ${message}`, ...hint });
    },
  };
  checkPresent(check);
  checkNames(check);
  checkThreshold(check, { values: entry.values, at: (key) => placeOf(entry, key) });
  checkExcept(check);
  checkDisparity(check);
  checkBasis(check);
  if (entry.values.severity === 'off')
    check.report('rule-off', placeOf(entry, 'severity'), 'is off and judges nothing.');
  return { faults, notices };
}

export const placeOf = (entry: Entry, key: string, part?: 'key' | 'value'): Place =>
  entry.origin.get(key)?.([], part) ?? entry.place();

function checkPresent({ entry, report }: RuleCheck): void {
  for (const key of ['question', 'measure', 'basis'])
    if (!(key in entry.values)) report('missing-key', entry.place(), `lacks "${key}".`);
  if (!THRESHOLDS.some((key) => key in entry.values))
    report('no-threshold', entry.place(), `needs one of ${THRESHOLDS.join(', ')}.`);
}

function checkNames({ entry, names, definition, report }: RuleCheck): void {
  const { question, measure, by, where } = entry.values;
  if (typeof question === 'string' && !names.questions.includes(question)) {
    const hint = nearest(question, names.questions);
    report('unknown-question', placeOf(entry, 'question'), `there is no question "${question}".`, hint);
  }
  if (typeof measure === 'string' && !definition) {
    const hint = nearest(measure, [...names.measures.keys()]);
    report('unknown-measure', placeOf(entry, 'measure'), `there is no measure "${measure}".`, hint);
  }
  if (definition && !definition.judged)
    report(
      'not-judged',
      placeOf(entry, 'measure'),
      `"${definition.id}" is only shown; no rule may judge it.`,
    );
  if (typeof by === 'string') checkBy({ entry, definition, report }, by);
  if (isMap(where)) {
    const tools = [where.tool ?? []].flat();
    for (const tool of tools)
      if (typeof tool === 'string') checkTool({ names, report }, tool, placeOf(entry, 'where'));
    checkCategory({ entry, report }, where.category);
  }
}

function checkBy({ entry, definition, report }: Omit<RuleCheck, 'names'>, by: string): void {
  const known: readonly string[] = DIMENSIONS;
  const offered: readonly string[] = definition?.by ?? DIMENSIONS;
  if (offered.includes(by)) return;
  const offers = offered.length === 0 ? 'only the whole site' : offered.join(', ');
  const message = known.includes(by)
    ? `"${definition?.id}" is not measured by "${by}"; it offers ${offers}.`
    : `there is no dimension "${by}"; ${definition ? `"${definition.id}" offers ${offers}` : `there are ${offers}`}.`;
  report('unknown-dimension', placeOf(entry, 'by'), message, nearest(by, offered));
}

export function checkTool(
  { names, report }: Pick<RuleCheck, 'names' | 'report'>,
  tool: string,
  at: Place,
): void {
  if (names.tools === null || names.tools.includes(tool)) return;
  report('unknown-tool', at, `there is no tool "${tool}".`, nearest(tool, names.tools));
}

/** A published number without its publication is a local number. */
function checkBasis({ entry, report }: RuleCheck): void {
  const { basis } = entry.values;
  if (!isMap(basis) || typeof basis.citation === 'string') return;
  if (basis.kind === 'evidence' || basis.kind === 'regulation')
    report(
      'citation-missing',
      placeOf(entry, 'basis'),
      `a basis of kind "${basis.kind}" needs a "citation".`,
    );
}
