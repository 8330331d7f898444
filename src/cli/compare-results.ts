import { readFileSync } from 'node:fs';
import type { Change, Comparison, PeriodFigures } from '../comparison.js';
import { Fault, fileFault } from '../fault.js';
import type { AuditResult, Measurement } from '../result.js';
import { refuseOverlap } from '../rules/change/overlap.js';
import { CAUTION } from '../rules/change/says.js';
import { figure, interval } from '../wording/numbers.js';

export interface ResultFiles {
  before: string;
  after: string;
  /** A dimension besides the whole site. */
  by: string | null;
  allowDifferentInputs: boolean;
  version: string;
}

/**
 * Two results of `audit --format json` side by side. Throws Fault `bad-result`, `different-definitions`,
 * `different-inputs` or `overlapping-periods`.
 */
export function compareResults(files: ResultFiles): Comparison {
  const [before, after] = [readResult(files.before), readResult(files.after)];
  refuseOtherDefinitions(before, after, files);
  const notices = inputNotices(before, after, files);
  refuseOverlap(before.period, after.period, '--before', '--after');
  const changes = rowsOf(before, after, files.by);
  return {
    schema: 1,
    kind: 'comparison',
    generator: { name: 'mission-audit', version: files.version },
    inputs: after.inputs,
    caution: CAUTION,
    before: before.period,
    after: after.period,
    paired: false,
    compared: 0,
    changes,
    notices,
    internal: before.internal || after.internal,
  };
}

function readResult(file: string): AuditResult {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fileFault(error, file, 'reading a result');
  }
  const bad = () =>
    new Fault(
      'bad-result',
      `"${file}" is no result of an audit: make one with mission-audit audit … --format json`,
    );
  let result: AuditResult;
  try {
    result = JSON.parse(text) as AuditResult;
  } catch {
    throw bad();
  }
  const isResult =
    result?.schema === 1 &&
    result.generator?.name === 'mission-audit' &&
    Array.isArray(result.measurements) &&
    isMap(result.inputs) &&
    isMap(result.period);
  if (!isResult) throw bad();
  return result;
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null;

function refuseOtherDefinitions(before: AuditResult, after: AuditResult, files: ResultFiles): void {
  const [was, is] = [before.inputs.definitions, after.inputs.definitions];
  if (was !== undefined && was === is) return;
  const silent = was === undefined ? files.before : is === undefined ? files.after : null;
  throw new Fault(
    'different-definitions',
    silent
      ? `"${silent}" does not say by which definitions it was measured: audit that period again with this version`
      : `"${files.before}" and "${files.after}" were measured by different definitions (versions ${before.generator.version} and ${after.generator.version}): audit both periods again with one version`,
  );
}

const FILES = ['site', 'tools', 'alerts'] as const;

/** What differs in configuration: refused, or said in a notice where that was allowed. */
function inputNotices(before: AuditResult, after: AuditResult, files: ResultFiles): string[] {
  const different = [
    ...FILES.filter((name) => before.inputs[name] !== after.inputs[name]).map((name) => `${name}.yaml`),
    ...(before.period.timeZone === after.period.timeZone ? [] : ['time zone']),
  ];
  if (different.length === 0) return [];
  const said = `the two results were made with another ${different.join(', another ')}`;
  if (!files.allowDifferentInputs)
    throw new Fault(
      'different-inputs',
      `${said}: audit both periods again with the same files, or allow it with --allow-different-inputs`,
    );
  return [`${said.charAt(0).toUpperCase()}${said.slice(1)}: a difference may come from that alone.`];
}

function rowsOf(before: AuditResult, after: AuditResult, by: string | null): Change[] {
  const keyOf = ({ measure, variant, by: group }: Measurement) =>
    JSON.stringify([measure, variant ?? null, group]);
  const wanted = ({ by: group }: Measurement) => {
    const dimensions = Object.keys(group);
    return dimensions.length === 0 || (dimensions.length === 1 && dimensions[0] === by);
  };
  const [was, is] = [before, after].map(
    ({ measurements }) => new Map(measurements.filter(wanted).map((one) => [keyOf(one), one])),
  ) as [Map<string, Measurement>, Map<string, Measurement>];
  return [...new Set([...is.keys(), ...was.keys()])].map((key) => row(was.get(key), is.get(key)));
}

function row(was: Measurement | undefined, is: Measurement | undefined): Change {
  const { measure, title, unit, by, variant } = (is ?? was)!;
  return {
    measure,
    title,
    unit,
    side: null,
    by,
    ...(variant === undefined ? {} : { variant }),
    before: figuresOf(was),
    after: figuresOf(is),
    difference: null,
    differenceInterval: null,
    ratio: null,
    ratioInterval: null,
    p: null,
    q: null,
    cliniciansInBoth: null,
    conclusion: 'side-by-side',
    says: `${told(was)} before, ${told(is)} after; not paired, so how sure a change is cannot be told.`,
    weeks: [],
  };
}

const told = (one: Measurement | undefined): string => {
  if (!one) return 'not measured';
  if (one.suppressed) return 'too few people to show';
  if (one.value === null) return 'no value';
  const range = one.interval ? ` (95% interval ${interval(one.interval, one.unit)})` : ' (no interval)';
  return `${figure(one.value, one.unit)}${range}`;
};

function figuresOf(one: Measurement | undefined): PeriodFigures {
  const { numerator = null, denominator = null, value = null, interval: range = null } = one ?? {};
  const { clinicians = null, encounters = null, small = true, suppressed = false } = one ?? {};
  return { numerator, denominator, value, interval: range, clinicians, encounters, small, suppressed };
}
