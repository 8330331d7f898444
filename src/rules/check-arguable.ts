import { placeOf } from './check-rule.js';
import type { Fault } from './faults.js';
import { type Entry, isMap, THRESHOLDS, UNSAID_BASIS } from './merge.js';

interface Arguable {
  rules: readonly Entry[];
  questions: readonly Entry[];
  /** The side of a rule that does not say one. */
  sideOf: (rule: Entry) => unknown;
  /** YYYY-MM-DD. */
  today: string;
}

/** What does not make rules wrong, but gives whoever would argue with a verdict nothing to argue about. */
export function checkArguable({ rules, questions, sideOf, today }: Arguable): Fault[] {
  const on = rules.filter(({ values }) => values.severity !== 'off');
  return [
    ...on.flatMap((rule) => checkBasis(rule, today)),
    ...questions.flatMap((question) => {
      if (isMap(question.values['not-measurable'])) return [];
      return checkSides(question, { rules: rules.filter(answers(question)), sideOf });
    }),
  ];
}

const answers =
  ({ id }: Entry) =>
  ({ values }: Entry): boolean =>
    values.question === id;

function checkBasis(rule: Entry, today: string): Fault[] {
  const { basis } = rule.values;
  const remark = (
    code: Fault['code'],
    at: Pick<Fault, 'file' | 'line' | 'col'>,
    message: string,
  ): Fault[] => [{ code, ...at, message: `Rule "${rule.id}": ${message}` }];
  if (basis === UNSAID_BASIS) {
    const threshold = THRESHOLDS.find((key) => key in rule.values)!;
    return remark('no-basis', placeOf(rule, threshold), 'its threshold was given anew without a basis.');
  }
  if (!isMap(basis)) return [];
  const at = (key: string) => rule.origin.get('basis')?.([key]) ?? rule.place();
  if (basis.kind === 'none')
    return remark('no-basis', at('kind'), 'nobody has said where its threshold comes from.');
  if (typeof basis.reviewed !== 'string')
    return remark('basis-not-reviewed', placeOf(rule, 'basis'), 'its basis was never reviewed.');
  if (basis.reviewed > today)
    return remark(
      'basis-not-reviewed',
      at('reviewed'),
      `its basis is to be reviewed on ${basis.reviewed}, a day still to come.`,
    );
  if (aYearAfter(basis.reviewed) < today)
    return remark(
      'basis-not-reviewed',
      at('reviewed'),
      `its basis was last reviewed on ${basis.reviewed}, more than a year ago.`,
    );
  return [];
}

/** Compared as text only: it need not be a day that exists. */
const aYearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

interface Answering {
  rules: readonly Entry[];
  sideOf: Arguable['sideOf'];
}

/** A question that nothing answers, or that only costs are asked of. */
function checkSides(question: Entry, { rules, sideOf }: Answering): Fault[] {
  const on = rules.filter(({ values }) => values.severity !== 'off');
  if (on.length === 0) {
    const message = `Question "${question.id}" has no rule that is on, and is not marked not-measurable.`;
    return [{ code: 'no-rule-for-question', ...question.place(['id']), message }];
  }
  if (on.some((rule) => sideOf(rule) === 'benefit') || typeof question.values['one-sided'] === 'string')
    return [];
  const taken = rules.find((rule) => sideOf(rule) === 'benefit');
  const at = taken ? placeOf(taken, 'severity') : question.place(['id']);
  const message = `Question "${question.id}" has burden rules and no benefit rule that is on: it can find fault and nothing good.`;
  return [{ code: 'burden-only', ...at, message }];
}
