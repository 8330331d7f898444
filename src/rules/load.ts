import { createHash } from 'node:crypto';
import type { MeasureDefinition } from '../measures/measure.js';
import { buildFilterLine, buildNotMeasurable, buildQuestion, buildRule } from './build.js';
import { checkArguable } from './check-arguable.js';
import { checkFilter, SUBJECTS } from './check-filter.js';
import { checkRule, type Names, placeOf } from './check-rule.js';
import { type Fault, sortFaults } from './faults.js';
import { readLayers } from './layers.js';
import { type Entry, isMap, lastList, mergeSection } from './merge.js';
import type { RuleSet } from './rule-set.js';
import type { YamlFile } from './yaml-file.js';

export interface LoadOptions {
  measures: readonly MeasureDefinition[];
  /** Ids of tools.yaml; without them names of tools are not checked. */
  tools?: readonly string[];
  /** Given (YYYY-MM-DD), bases and the sides of questions are remarked on too. */
  today?: string;
}

export type Loaded = { ok: true; rules: RuleSet; notices: Fault[] } | { ok: false; faults: Fault[] };

/** Reads a rules file with all that it extends, and reports every fault of it at once. */
export function loadRules(path: string, { measures, tools, today }: LoadOptions): Loaded {
  const { layers, faults: fileFaults, complete } = readLayers(path);
  const questions = mergeSection(layers, 'questions');
  const rules = mergeSection(layers, 'rules');
  const gaps = mergeSection(layers, 'not-measurable');
  const filter = lastList(layers, 'filter');
  const ids = questions.entries.map(({ id }) => id);
  const names: Names = {
    measures: new Map(measures.map((measure) => [measure.id, measure])),
    questions: ids,
    tools: tools ?? null,
  };
  const sideOf = ({ values }: Entry) => values.side ?? names.measures.get(String(values.measure))?.side;
  const checked = rules.entries.map((entry) => checkRule(entry, names));
  const faults = [
    ...fileFaults,
    ...[questions, rules, gaps].flatMap((section) => section.faults),
    // With a layer missing, every name it would have given would be a fault of its own.
    ...(complete
      ? [
          ...questions.entries.flatMap((entry) => checkQuestion(entry, ['asks', 'article', 'section'])),
          ...gaps.entries.flatMap((entry) => checkQuestion(entry, ['asks', 'article', 'section', 'why'])),
          ...checked.flatMap((result) => result.faults),
          ...checkFilter(filter, ids),
          ...checkUnmeasured(questions.entries, { rules: rules.entries, layers }),
        ]
      : []),
  ];
  if (faults.length > 0) return { ok: false, faults: sortFaults(faults) };

  return {
    ok: true,
    notices: sortFaults([
      ...checked.flatMap((result) => result.notices),
      ...noRules(path, rules.entries),
      ...(today === undefined
        ? []
        : checkArguable({ rules: rules.entries, questions: questions.entries, sideOf, today })),
    ]),
    rules: {
      version: 1,
      questions: questions.entries.map(buildQuestion),
      rules: rules.entries.map((entry) =>
        buildRule(entry, names.measures.get(String(entry.values.measure))!),
      ),
      filter: filter.items.map(buildFilterLine),
      notMeasurable: gaps.entries.map(buildNotMeasurable),
      files: layers.map(({ file }) => file),
      hash: hashOf(layers),
    },
  };
}

function checkQuestion(entry: Entry, needed: string[]): Fault[] {
  const faults = needed
    .filter((key) => !(key in entry.values))
    .map(
      (key): Fault => ({ code: 'missing-key', ...entry.place(), message: `"${entry.id}" lacks "${key}".` }),
    );
  if (SUBJECTS.some((subject) => subject === entry.id)) {
    const message = `"${entry.id}" means something else in the filter.`;
    faults.push({ code: 'reserved-id', ...entry.place(['id']), message });
  }
  return faults;
}

interface Unmeasured {
  rules: readonly Entry[];
  layers: readonly YamlFile[];
}

/** What no trace can answer must not be answered; told where the nearer of the two files says so. */
function checkUnmeasured(questions: readonly Entry[], { rules, layers }: Unmeasured): Fault[] {
  const depth = (file: string) => layers.findIndex((layer) => layer.file === file);
  return questions.flatMap((question) => {
    if (!isMap(question.values['not-measurable'])) return [];
    const rule = rules.find(({ values }) => values.question === question.id && values.severity !== 'off');
    if (!rule) return [];
    const mark = question.origin.get('not-measurable')!([], 'key');
    const answer = placeOf(rule, 'question');
    const at = depth(answer.file) > depth(mark.file) ? answer : mark;
    const message = `Question "${question.id}" is marked not-measurable, but rule "${rule.id}" answers it: drop one of the two.`;
    return [{ code: 'not-measurable-with-rules', ...at, message }];
  });
}

/** A file that asks nothing must not look like one that found nothing. */
function noRules(file: string, entries: readonly Entry[]): Fault[] {
  const on = entries.filter(({ values }) => isMap(values) && values.severity !== 'off');
  const message = 'No rule is on: nothing will be judged.';
  return on.length > 0 ? [] : [{ code: 'no-rules', file, line: 1, col: 1, message }];
}

function hashOf(layers: readonly YamlFile[]): string {
  const hash = createHash('sha256');
  for (const { text } of layers) hash.update(text).update('\0');
  return hash.digest('hex');
}
