import { comparesStrata, type MeasureDefinition } from '../../measures/measure.js';
import { placeOf, type RuleCheck } from '../check-rule.js';
import { nearest } from '../faults.js';
import { THRESHOLDS } from '../merge.js';

const KEYS = ['of', 'stratifier', 'reference'] as const;

/** What a rule on a disparity must say besides, and what no other rule may. */
export function checkDisparity(check: RuleCheck): void {
  const { entry, definition, report } = check;
  if (!definition) return;
  if (!comparesStrata(definition)) {
    for (const key of KEYS.filter((one) => one in entry.values))
      report('unknown-key', placeOf(entry, key, 'key'), `"${key}" is for disparities only.`);
    return;
  }
  for (const key of ['of', 'stratifier'])
    if (!(key in entry.values)) report('missing-key', entry.place(), `lacks "${key}".`);
  checkOf(check);
  checkMargin(check);
}

function checkOf({ entry, names, report }: RuleCheck): void {
  const { of, by } = entry.values;
  if (typeof of !== 'string') return;
  const at = placeOf(entry, 'of');
  const measure = names.measures.get(of);
  const fitting = [...names.measures.values()].filter((one) => unfit(one) === null).map(({ id }) => id);
  const why = measure ? unfit(measure) : null;
  if (!measure) report('unknown-measure', at, `there is no measure "${of}".`, nearest(of, fitting));
  else if (why !== null) report('bad-value', at, `"${of}" cannot be compared: ${why}.`, nearest(of, fitting));
  else if (by === 'tool' && !measure.by.includes('tool'))
    report('unknown-dimension', placeOf(entry, 'by'), `"${of}" is not measured by "tool".`);
}

/** Why strata of a measure cannot be set against each other; null where they can. */
function unfit(measure: MeasureDefinition): string | null {
  if (comparesStrata(measure)) return 'it is a comparison itself';
  if (!measure.judged) return 'it is only shown, and no rule may judge it';
  if (!measure.by.includes('stratum')) return 'it is not measured by stratum';
  return measure.kind === 'median' || measure.kind === 'concentration' ? `it is a ${measure.kind}` : null;
}

/** Being alike is asked of both sides: the margin has two ends, and holds 1. */
function checkMargin({ entry, report }: RuleCheck): void {
  const { between } = entry.values;
  const other = THRESHOLDS.find((key) => key !== 'between' && key in entry.values);
  if (other)
    report('bad-value', placeOf(entry, other, 'key'), 'a disparity is judged by a margin: "between".');
  if (!Array.isArray(between)) return;
  const [low, high] = between;
  if (typeof low !== 'number' || typeof high !== 'number' || low > high) return;
  if (low > 1 || high < 1)
    report(
      'impossible-threshold',
      placeOf(entry, 'between'),
      `a margin holds 1, where both strata are alike; [${low}, ${high}] does not.`,
    );
}
